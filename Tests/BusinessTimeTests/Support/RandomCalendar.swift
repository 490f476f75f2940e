import BusinessTime
import SlawatchTesting
import Testing

extension SplitMix64 {
    /// Hours on the quarter of an hour: mostly ordinary, sometimes by night, all day, or none.
    mutating func hours() throws -> [OpenHours] {
        var hours: [OpenHours] = []
        for _ in 0..<[0, 1, 1, 1, 2, 2, 3][number(0...6)] {
            let open = try #require(CivilTime(millisecondOfDay: number(0...95) * 900_000))
            let close = try #require(CivilTime(millisecondOfDay: number(0...96) * 900_000))
            hours.append(OpenHours(open: open, close: oneIn(8) ? open : close))
        }
        return hours
    }

    /// A calendar with a bit of everything around a date.
    mutating func definition(_ zone: ZoneRules, around middle: CivilDate) throws
        -> CalendarDefinition
    {
        func week() throws -> [Weekday: [OpenHours]] {
            var week = try Dictionary(
                uniqueKeysWithValues: Weekday.allCases.map { ($0, try hours()) }
            )
            week[.tuesday] = [OpenHours(open: try #require(CivilTime("08:30")), close: .endOfDay)]
            return week
        }
        func near() -> CivilDate { middle.adding(days: number(-20...20)) }

        var definition = CalendarDefinition(
            name: "random",
            zone: zone,
            versions: [.init(week: try week())]
        )
        if oneIn(3) {
            definition.versions.append(.init(effectiveFrom: near(), week: try week()))
        }
        for _ in 0..<number(0...4) { definition.holidays[near()] = "holiday" }
        for _ in 0..<number(0...2) { definition.yearlyHolidays[MonthDay(near())] = "yearly" }
        for _ in 0..<number(0...2) { definition.dated[near()] = try hours() }
        for _ in 0..<number(0...2) { definition.makeUpDays[near()] = "make-up" }
        if oneIn(2) {
            definition.makeUpHours = [
                OpenHours(open: .midnight, close: try #require(CivilTime("9:45")))
            ]
        }
        for _ in 0..<number(0...3) { definition.breaks[near()] = try hours() }
        return definition
    }

    /// A date near a change of the zone's clocks, if there is one, or any other.
    mutating func interestingDate(_ zone: ZoneRules, years: ClosedRange<Int>) throws -> CivilDate {
        let first = try #require(CivilDate(year: years.lowerBound, month: 1, day: 1))
        let last = try #require(CivilDate(year: years.upperBound, month: 12, day: 31))
        let any = first.adding(days: number(0...(last.daysSinceEpoch - first.daysSinceEpoch)))
        let changes = zone.transitions(
            from: zone.instant(of: CivilDateTime(date: first, time: .midnight)),
            to: zone.instant(of: CivilDateTime(date: last, time: .midnight))
        )
        guard let change = changes.randomElement(using: &self), !oneIn(3) else { return any }
        return zone.civil(at: change.at).date.adding(days: number(-5...5))
    }
}
