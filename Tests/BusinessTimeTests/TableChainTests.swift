import SlawatchTesting
import Synchronization
import Testing

@testable import BusinessTime

/// Questions about years far away: the same answers as by the slow way, and no more work.
struct TableChainTests {
    /// Before 1900 most zones are some seconds off a whole minute, which minutes cannot show.
    private static let far =
        [("UTC", 1...1899), ("UTC", 1900...2014)]
        + checkedZones.flatMap { [($0, 2046...2400), ($0, 2401...9990)] }

    @Test(arguments: far)
    func everyQuestion_agreesWithCountingMinutes_farAway(
        name: String,
        years: ClosedRange<Int>
    ) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: UInt64(years.lowerBound))
        for round in 0..<2 {
            // Hours of one date are near, and sometimes a few more where nobody would look.
            let year = random.number(years)
            let middle = try #require(CivilDate(year: year, month: random.number(1...12), day: 15))
            let near = round == 0 ? middle : try date("2026-11-22")
            let definition = try random.definition(zone, around: near)
            let calendar = try BusinessCalendar(definition)
            let first = middle.adding(days: -30)
            let slow = SlowCalendar(definition, from: first, days: 60)
            for _ in 0..<10 {
                let from = random.number(10 * 1440...40 * 1440)
                let to = random.number(10 * 1440...40 * 1440)
                let start = slow.instant(from)
                let context: Comment = "\(name) \(year) round \(round): \(start.iso8601()) \(to)"
                let work = slow.between(from, to)
                #expect(calendar.isOpen(at: start) == slow.open[from], context)
                #expect(
                    calendar.workingTime(from: start, to: slow.instant(to))
                        == .minutes(Int64(work)),
                    context
                )
                if let next = slow.add(0, to: from) {
                    #expect(calendar.nextOpen(from: start) == slow.instant(next), context)
                }
                if work > 0, let due = slow.add(work, to: from) {
                    let span = TimeSpan.minutes(Int64(work))
                    #expect(calendar.add(span, to: start) == slow.instant(due), context)
                    if let began = slow.subtract(work, from: to) {
                        #expect(
                            calendar.subtract(span, from: slow.instant(to))
                                == slow.instant(began),
                            context
                        )
                    }
                }
            }
        }
    }

    @Test(arguments: ["UTC", "America/New_York", "Africa/Casablanca"])
    func sumsOverCenturies_agreeWithEachYearOnItsOwn(name: String) throws {
        let calendar = try calendar("09:00-12:00 22:00-02:00", zone: name) {
            $0.yearlyHolidays[try #require(MonthDay("02-29"))] = "leap"
            $0.versions.append(
                .init(effectiveFrom: try date("2100-03-01"), week: try week("10:00-12:00"))
            )
            $0.dated[try date("2600-05-05")] = try hours("00:00-24:00")
            $0.breaks[try date("1650-05-05")] = try hours("09:30-10:00")
        }
        for (from, to) in [(1600, 1700), (1840, 2040), (2020, 2130), (2550, 2650), (9700, 9999)] {
            var work: Int64 = 0
            var days = 0
            for year in from..<to {
                let table = OpenTimeTable(calendar.hours, years: year..<(year + 1))
                work += table.total
                days += table.workingDayCount
            }
            let start = try midnight(from, calendar.zone)
            let end = try midnight(to, calendar.zone)
            #expect(
                calendar.workingTime(from: start, to: end) == .milliseconds(work),
                "\(from) to \(to)"
            )
            // The first working day of one January is that many working days from the other's.
            let first = calendar.nextOpen(from: start + .hours(3))
            let after = calendar.nextOpen(from: end + .hours(3))
            func date(_ instant: Instant) -> CivilDate { calendar.zone.civil(at: instant).date }
            #expect(date(calendar.addWorkingDays(days, to: first)) == date(after))
            #expect(date(calendar.addWorkingDays(-days, to: after)) == date(first))
        }
    }

    @Test func questionsFarAway_makeNoTableTwice() throws {
        let calendar = try calendar("09:00-12:00 13:00-18:00", zone: "Asia/Shanghai")
        let start = try instant("2026-11-20T12:00:00Z")
        let far = try instant("9999-12-31T15:00:00Z")
        func ask(_ number: Int64) {
            let due = far - .days(number)
            _ = calendar.workingTime(from: start, to: due)
            _ = calendar.subtract(.hours(4), from: due)
            _ = calendar.add(.hours(90), to: due - .days(400))
            _ = calendar.addWorkingDays(3, to: due - .days(400))
        }
        ask(0)
        let made = calendar.chain.withLock(\.tablesMade)
        // One era and what is left of the years at its ends.
        #expect(made <= 27, "\(made)")
        for number: Int64 in 1..<500 { ask(number) }
        let later = calendar.chain.withLock(\.tablesMade)
        #expect(later <= made + 1, "\(later)")
    }

    @Test func datesOfTheirOwnFarAway_costTheirTablesOnly() throws {
        let calendar = try calendar {
            for year in [2500, 5000, 9000] { $0.holidays[try date("\(year)-05-05")] = "jubilee" }
        }
        let start = try instant("2026-11-20T12:00:00Z")
        let far = try instant("9999-06-01T12:00:00Z")
        let work = calendar.workingTime(from: start, to: far)
        let plain = try self.plain().workingTime(from: start, to: far)
        // 2500-05-05 is a Wednesday, 5000-05-05 a Monday, 9000-05-05 a Monday.
        #expect(plain - work == .hours(27))
        #expect(calendar.add(work, to: start) == far)
        for _ in 0..<100 { _ = calendar.workingTime(from: start, to: far) }
        let made = calendar.chain.withLock(\.tablesMade)
        #expect(made <= 32, "\(made)")
    }

    private func plain() throws -> BusinessCalendar { try calendar() }

    private func midnight(_ year: Int, _ zone: ZoneRules) throws -> Instant {
        let date = try #require(CivilDate(year: year, month: 1, day: 1))
        // Past the night hours of New Year's Eve, which belong to the year before.
        return zone.instant(of: CivilDateTime(date: date, time: .midnight))
    }
}
