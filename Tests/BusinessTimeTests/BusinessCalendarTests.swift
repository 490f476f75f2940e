import BusinessTime
import Testing

struct BusinessCalendarTests {
    // 2026-11-20 is a Friday.

    @Test func addingWorkTime_skipsNightAndWeekend() throws {
        let calendar = try calendar("09:00-18:00", zone: "Asia/Shanghai")
        let friday = try instant("2026-11-20T17:00:00+08:00")
        #expect(calendar.add(.hours(2), to: friday) == (try instant("2026-11-23T10:00:00+08:00")))
        #expect(calendar.add(.hours(1), to: friday) == (try instant("2026-11-20T18:00:00+08:00")))
    }

    @Test func addingWorkTime_skipsHoliday() throws {
        let calendar = try calendar { $0.holidays[try date("2026-11-23")] = "holiday" }
        let friday = try instant("2026-11-20T17:00:00Z")
        #expect(calendar.add(.hours(2), to: friday) == (try instant("2026-11-24T10:00:00Z")))
    }

    @Test func noTimeAtAll_isIdentityWhileOpen_elseTheNextOpening() throws {
        let calendar = try calendar()
        let open = try instant("2026-11-20T12:00:00Z")
        #expect(calendar.add(.zero, to: open) == open)
        #expect(calendar.subtract(.zero, from: open) == open)
        let closed = try instant("2026-11-20T18:00:00Z")
        #expect(calendar.add(.zero, to: closed) == (try instant("2026-11-23T09:00:00Z")))
        #expect(calendar.subtract(.zero, from: closed) == closed)
        let saturday = try instant("2026-11-21T12:00:00Z")
        #expect(calendar.subtract(.zero, from: saturday) == closed)
    }

    @Test func close_isNotOpen() throws {
        let calendar = try calendar()
        #expect(calendar.isOpen(at: try instant("2026-11-20T09:00:00Z")))
        #expect(calendar.isOpen(at: try instant("2026-11-20T17:59:59.999Z")))
        #expect(!calendar.isOpen(at: try instant("2026-11-20T18:00:00Z")))
    }

    @Test func negativeSpan_goesTheOtherWay() throws {
        let calendar = try calendar()
        let monday = try instant("2026-11-23T10:00:00Z")
        #expect(calendar.add(.hours(-2), to: monday) == (try instant("2026-11-20T17:00:00Z")))
        #expect(
            calendar.subtract(.hours(-8), from: monday) == (try instant("2026-11-23T18:00:00Z"))
        )
        #expect(calendar.workingTime(from: monday, to: monday - .days(3)) == .hours(-9))
    }

    @Test func makeUpDay_beatsHolidayAndWeekend_datedBeatsBoth() throws {
        let sunday = try date("2026-11-22")
        var definition = CalendarDefinition(name: "cn", zone: .utc, week: try week("09:00-18:00"))
        definition.holidays[sunday] = "holiday"
        definition.makeUpDays[sunday] = "make-up"
        let noon = try instant("2026-11-22T12:00:00Z")
        #expect(try BusinessCalendar(definition).isOpen(at: noon))
        definition.makeUpHours = try hours("13:00-17:00")
        #expect(try !BusinessCalendar(definition).isOpen(at: noon))
        definition.dated[sunday] = try hours("11:30-12:30")
        #expect(try BusinessCalendar(definition).isOpen(at: noon))
        definition.dated[sunday] = []
        #expect(try !BusinessCalendar(definition).isOpen(at: noon))
    }

    @Test func overnightHours_belongToTheDayTheyStartOn() throws {
        let calendar = try calendar("22:00-06:00") {
            $0.holidays[try date("2026-11-19")] = "Thursday"
        }
        // Friday's night runs into Saturday; Thursday's night is gone, Wednesday's tail is not.
        #expect(calendar.isOpen(at: try instant("2026-11-21T05:59:00Z")))
        #expect(!calendar.isOpen(at: try instant("2026-11-20T05:59:00Z")))
        #expect(calendar.isOpen(at: try instant("2026-11-19T05:59:00Z")))
    }

    @Test func sameOpenAndClose_isAWholeDay() throws {
        let calendar = try calendar("09:00-09:00")
        #expect(
            calendar.openIntervals(after: try instant("2026-11-20T00:00:00Z"), count: 2) == [
                // Monday's 24 hours to Friday's, the first cut off.
                OpenInterval(
                    open: try instant("2026-11-20T00:00:00Z"),
                    close: try instant("2026-11-21T09:00:00Z")
                ),
                OpenInterval(
                    open: try instant("2026-11-23T09:00:00Z"),
                    close: try instant("2026-11-28T09:00:00Z")
                ),
            ]
        )
    }

    @Test func overlappingHours_countOnce() throws {
        let calendar = try calendar("09:00-12:00 11:00-15:00 15:00-16:00")
        let day = try instant("2026-11-20T00:00:00Z")
        #expect(calendar.workingTime(from: day, to: day + .days(1)) == .hours(7))
        #expect(calendar.openIntervals(from: day, to: day + .days(1)).count == 1)
    }

    @Test func daylightSavingTime_countsElapsedTime() throws {
        let calendar = try calendar("00:00-24:00", zone: "America/New_York") {
            $0.versions[0].week[.sunday] = [.allDay]
        }
        let spring = try instant("2026-03-08T00:00:00-05:00")
        #expect(
            calendar.openIntervals(from: spring, to: spring + .hours(23)).first?.length
                == .hours(23)
        )
        let nextMidnight = try instant("2026-03-09T00:00:00-04:00")
        #expect(calendar.workingTime(from: spring, to: nextMidnight) == .hours(23))
        let autumn = try instant("2026-11-01T00:00:00-04:00")
        #expect(
            calendar.workingTime(from: autumn, to: try instant("2026-11-02T00:00:00-05:00"))
                == .hours(25)
        )
    }

    @Test func skippedDate_hasNoHours() throws {
        // Samoa had no 2011-12-30, a Friday; its hours must not open the Saturday.
        let calendar = try calendar("09:00-17:00", zone: "Pacific/Apia")
        let thursday = try instant("2011-12-29T16:00:00-10:00")
        #expect(calendar.add(.hours(2), to: thursday) == (try instant("2012-01-02T10:00:00+14:00")))
        #expect(
            calendar.addWorkingDays(1, to: thursday) == (try instant("2012-01-02T16:00:00+14:00"))
        )
    }

    @Test func versions_holdFromTheirDates() throws {
        let calendar = try calendar("09:00-18:00") {
            $0.versions.append(
                .init(effectiveFrom: try date("2026-11-23"), week: try week("10:00-12:00"))
            )
        }
        let friday = try instant("2026-11-20T17:00:00Z")
        #expect(calendar.add(.hours(4), to: friday) == (try instant("2026-11-24T11:00:00Z")))
    }

    @Test func beyondTheCoreYears_theCalendarExtendsItself() throws {
        let calendar = try calendar {
            $0.yearlyHolidays[try #require(MonthDay("01-01"))] = "new year"
        }
        let core = try instant("2026-01-01T00:00:00Z")
        for year in [1, 2, 1600, 1970, 2014, 2015, 2045, 2046, 2061, 2062, 2200, 9998, 9999] {
            let start = CivilDate(
                daysSinceEpoch: try #require(CivilDate(year: year, month: 6, day: 1)).daysSinceEpoch
            )
            let instant = ZoneRules.utc.instant(of: CivilDateTime(date: start, time: .midnight))
            let due = calendar.add(.hours(5), to: instant)
            #expect(calendar.workingTime(from: instant, to: due) == .hours(5))
            #expect(calendar.subtract(.hours(5), from: due) == calendar.nextOpen(from: instant))
            if (1900...2200).contains(year) {
                let work = calendar.workingTime(from: core, to: due)
                #expect(calendar.workingTime(from: due, to: core) == -work)
                let back =
                    instant < core
                    ? calendar.subtract(-work, from: core) : calendar.add(work, to: core)
                #expect(calendar.workingTime(from: back, to: due) == .zero, "\(year)")
            }
        }
    }

    @Test func tablesSide_bySide_giveOneCalendar() throws {
        let calendar = try calendar("22:00-06:00")
        for year in [2015, 2046, 2062, 1999] {
            let newYear = try instant("\(year)-01-01T00:00:00Z")
            var expected = TimeSpan.zero
            for day: Int64 in -10..<10 {
                let midnight = newYear + .days(day)
                expected = expected + calendar.workingTime(from: midnight, to: midnight + .days(1))
                let listed = calendar.openIntervals(
                    from: midnight - .hours(12),
                    to: midnight + .hours(12)
                )
                #expect(listed.count <= 1)
            }
            #expect(
                calendar.workingTime(from: newYear - .days(10), to: newYear + .days(10)) == expected
            )
        }
    }

    @Test func unreachableTarget_endsInTheDistance() throws {
        let calendar = try calendar("") {
            $0.dated[try date("2026-11-22")] = try hours("09:00-18:00")
        }
        let start = try instant("2026-01-01T00:00:00Z")
        let end = try instant("2027-01-01T00:00:00Z")
        #expect(calendar.add(.hours(9), to: start) == (try instant("2026-11-22T18:00:00Z")))
        #expect(calendar.add(.hours(10), to: start) == .distantFuture)
        #expect(calendar.subtract(.hours(10), from: end) == .distantPast)
        #expect(calendar.nextOpen(from: end) == .distantFuture)
        #expect(calendar.previousClose(before: start) == .distantPast)
        #expect(calendar.addWorkingDays(1, to: start) == .distantFuture)
        #expect(calendar.addWorkingDays(-1, to: end) == .distantPast)
        #expect(calendar.openIntervals(after: start, count: 5).count == 1)
        #expect(calendar.openIntervals(before: end, count: 5).count == 1)
        #expect(calendar.workingTime(from: .distantPast, to: .distantFuture) == .hours(9))
    }

    @Test func extremeArguments_doNotOverflow() throws {
        let few = try calendar("") { $0.dated[try date("2026-11-22")] = try hours("09:00-18:00") }
        let instants =
            [Int64.min, .max, 0].map(Instant.init(milliseconds:)) + [.distantPast, .distantFuture]
        let full = try calendar()
        for calendar in [few, full, .always()] {
            for instant in instants {
                for length in [Int64.min, .max, 0, 1, -1] {
                    let span = TimeSpan(milliseconds: length)
                    _ = calendar.isOpen(at: calendar.add(span, to: instant))
                    _ = calendar.isOpen(at: calendar.subtract(span, from: instant))
                }
                for other in instants {
                    _ = calendar.workingTime(from: instant, to: other)
                }
                _ = calendar.nextOpen(from: instant)
                _ = calendar.previousClose(before: instant)
                _ = calendar.addWorkingDays(.max, to: instant)
                _ = calendar.addWorkingDays(.min, to: instant)
            }
        }
    }

    @Test func always_isPlainArithmetic() throws {
        let start = try instant("2026-03-08T00:00:00-05:00")
        let explicit = try calendar("00:00-24:00", zone: "America/New_York") {
            $0.versions[0].week[.saturday] = [.allDay]
            $0.versions[0].week[.sunday] = [.allDay]
        }
        for calendar in [BusinessCalendar.always(zone: try zone("America/New_York")), explicit] {
            #expect(calendar.add(.hours(30), to: start) == start + .hours(30))
            #expect(calendar.subtract(.hours(30), from: start) == start - .hours(30))
            #expect(calendar.workingTime(from: start, to: start + .days(400)) == .days(400))
            #expect(calendar.isOpen(at: start))
            #expect(calendar.nextOpen(from: start) == start)
            #expect(calendar.previousClose(before: start) == start)
            #expect(
                calendar.openIntervals(from: start, to: start + .days(9)).map(\.length) == [
                    .days(9)
                ]
            )
            #expect(calendar.openIntervals(after: start, count: 3).count == 1)
            #expect(
                calendar.addWorkingDays(1, to: start, until: .close)
                    == (try instant("2026-03-10T00:00:00-04:00"))
            )
        }
        #expect(
            explicit.fingerprint
                == BusinessCalendar.always(zone: try zone("America/New_York")).fingerprint
        )
    }

    @Test func manyThreads_shareOneCalendar() async throws {
        let calendar = try calendar("09:00-12:00 13:00-18:00", zone: "Europe/London")
        let start = try instant("2060-01-01T00:00:00Z")
        let expected = calendar.add(.hours(900), to: start)
        await withTaskGroup(of: Bool.self) { group in
            for number: Int64 in 0..<8 {
                group.addTask {
                    _ = calendar.add(.hours(1), to: start + .days(365 * 20 * number))
                    return calendar.add(.hours(900), to: start) == expected
                }
            }
            for await same in group { #expect(same) }
        }
    }
}
