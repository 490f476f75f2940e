import BusinessTime
import SlawatchTesting
import Testing

struct WorkingDaysTests {
    // 2026-11-20 is a Friday.

    @Test(arguments: [
        // Friday in working hours: the same time on Monday.
        (1, "2026-11-20T15:30:00Z", "2026-11-23T15:30:00Z", "2026-11-23T18:00:00Z"),
        (3, "2026-11-20T15:30:00Z", "2026-11-25T15:30:00Z", "2026-11-25T18:00:00Z"),
        // After hours and at the weekend: from Monday's opening.
        (1, "2026-11-20T18:00:00Z", "2026-11-24T09:00:00Z", "2026-11-24T18:00:00Z"),
        (1, "2026-11-21T12:00:00Z", "2026-11-24T09:00:00Z", "2026-11-24T18:00:00Z"),
        (0, "2026-11-21T12:00:00Z", "2026-11-23T09:00:00Z", "2026-11-23T18:00:00Z"),
        (0, "2026-11-20T15:30:00Z", "2026-11-20T15:30:00Z", "2026-11-20T18:00:00Z"),
        // Back: to the close before, then back.
        (-1, "2026-11-23T15:30:00Z", "2026-11-20T15:30:00Z", "2026-11-20T18:00:00Z"),
        (-1, "2026-11-22T12:00:00Z", "2026-11-19T18:00:00Z", "2026-11-19T18:00:00Z"),
    ])
    func workingDays_keepTheTime(days: Int, from: String, same: String, close: String) throws {
        let calendar = try calendar("09:00-12:00 13:00-18:00")
        let start = try instant(from)
        #expect(calendar.addWorkingDays(days, to: start) == (try instant(same)))
        #expect(calendar.addWorkingDays(days, to: start, until: .close) == (try instant(close)))
    }

    @Test(arguments: [
        ("10:00-16:00", "16:00"), ("16:00-20:00", "16:30"), ("18:00-20:00", "18:00"),
        ("09:00-16:15 17:00-18:00", "17:00"), ("09:00-16:30 17:00-18:00", "16:30"),
    ])
    func timeOutsideTheDaysHours_isMovedIntoThem(hoursOfDay: String, expected: String) throws {
        let calendar = try calendar("09:00-18:00") {
            $0.dated[try date("2026-11-23")] = try hours(hoursOfDay)
        }
        let friday = try instant("2026-11-20T16:30:00Z")
        #expect(
            calendar.addWorkingDays(1, to: friday) == (try instant("2026-11-23T\(expected):00Z"))
        )
    }

    @Test func goingBackIntoABreak_endsAtItsBeginning() throws {
        let calendar = try calendar("09:00-18:00") {
            $0.breaks[try date("2026-11-20")] = try hours("12:00-13:00")
        }
        let monday = try instant("2026-11-23T12:30:00Z")
        #expect(calendar.addWorkingDays(-1, to: monday) == (try instant("2026-11-20T12:00:00Z")))
    }

    @Test func nightHours_countFromTheDayTheyStartOn() throws {
        let calendar = try calendar("22:00-06:00")
        // Saturday 01:00 belongs to Friday; the next working day's 01:00 is on Tuesday.
        let night = try instant("2026-11-21T01:00:00Z")
        #expect(calendar.addWorkingDays(1, to: night) == (try instant("2026-11-24T01:00:00Z")))
        #expect(
            calendar.addWorkingDays(1, to: night, until: .close)
                == (try instant("2026-11-24T06:00:00Z"))
        )
    }

    @Test func dayLostToABreak_isNoWorkingDay() throws {
        let calendar = try calendar("09:00-18:00") {
            $0.breaks[try date("2026-11-23")] = try hours("00:00-24:00")
        }
        let friday = try instant("2026-11-20T10:00:00Z")
        #expect(calendar.addWorkingDays(1, to: friday) == (try instant("2026-11-24T10:00:00Z")))
    }

    @Test func skippedWallTime_movesForward() throws {
        let calendar = try calendar("00:00-24:00", zone: "America/New_York") {
            $0.versions[0].week[.sunday] = [.allDay]
            $0.versions[0].week[.saturday] = [.allDay]
            $0.holidays[try date("2026-01-01")] = "holiday"
        }
        let saturday = try instant("2026-03-07T02:30:00-05:00")
        #expect(
            calendar.addWorkingDays(1, to: saturday) == (try instant("2026-03-08T03:30:00-04:00"))
        )
    }

    @Test func always_countsEveryDate() throws {
        let calendar = BusinessCalendar.always(zone: try zone("Asia/Shanghai"))
        let saturday = try instant("2026-11-21T12:00:00+08:00")
        #expect(calendar.addWorkingDays(2, to: saturday) == saturday + .days(2))
        #expect(calendar.addWorkingDays(-2, to: saturday) == saturday - .days(2))
        #expect(
            calendar.addWorkingDays(0, to: saturday, until: .close)
                == (try instant("2026-11-22T00:00:00+08:00"))
        )
    }

    @Test(arguments: ["Asia/Shanghai", "Europe/London", "America/Sao_Paulo"])
    func workingDays_agreeWithWalkingOverTheDates(name: String) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: 23)
        let first = try date("2008-01-01")
        var definition = CalendarDefinition(name: "test", zone: zone, week: try week("08:00-20:00"))
        for _ in 0..<1500 {
            definition.holidays[first.adding(days: random.number(0...15_000))] = "holiday"
        }
        let calendar = try BusinessCalendar(definition)
        for _ in 0..<300 {
            var date = first.adding(days: random.number(400...14_000))
            let time = try #require(
                CivilTime(hour: random.number(0...23), minute: random.number(0...59))
            )
            func isWorkingDay() -> Bool {
                date.weekday.rawValue <= 5 && definition.holidays[date] == nil
            }
            var hour = time
            let days = random.number(-60...60)
            let step = days < 0 ? -1 : 1
            let opening = try #require(CivilTime("08:00"))
            let closing = try #require(CivilTime("20:00"))
            let start = zone.instant(of: CivilDateTime(date: date, time: time))
            if step > 0, time >= closing || !isWorkingDay() {
                repeat { date = date.adding(days: 1) } while !isWorkingDay()
                hour = opening
            } else if step < 0, time < opening || !isWorkingDay() {
                repeat { date = date.adding(days: -1) } while !isWorkingDay()
                hour = closing
            }
            hour = min(max(hour, opening), closing)
            for _ in 0..<abs(days) {
                repeat { date = date.adding(days: step) } while !isWorkingDay()
            }
            let expected = zone.instant(of: CivilDateTime(date: date, time: hour))
            #expect(
                calendar.addWorkingDays(days, to: start) == expected,
                "\(name) \(start) \(days)"
            )
        }
    }
}
