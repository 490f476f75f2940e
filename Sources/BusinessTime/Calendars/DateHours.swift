/// A calendar's definition made ready for one question, which hours a date has.
struct DateHours: Sendable {
    /// A version of the week; the index is the ISO weekday less one.
    private struct Week {
        let from: Int
        let days: [[WallRange]]
    }

    let zone: ZoneRules
    private let weeks: [Week]
    /// Dates whose hours are not the week's, by days since 1970-01-01.
    private let special: [Int: [WallRange]]
    private let breaks: [Int: [WallRange]]
    private let yearlyHolidays: Set<MonthDay>
    /// The dates that have anything of their own, in order.
    private let dates: [Int]

    /// Checks a definition and makes it ready.
    ///
    /// - Throws: `CalendarError` where it contradicts itself.
    init(_ definition: CalendarDefinition) throws(CalendarError) {
        try Self.check(definition)
        zone = definition.zone
        yearlyHolidays = Set(definition.yearlyHolidays.keys)
        weeks =
            definition.versions.map { version in
                let days = Weekday.allCases.map { WallRange.union(of: version.week[$0] ?? []) }
                return Week(from: version.effectiveFrom?.daysSinceEpoch ?? .min, days: days)
            }.sorted { $0.from < $1.from }
        breaks = Dictionary(
            uniqueKeysWithValues: definition.breaks.map {
                ($0.daysSinceEpoch, WallRange.union(of: $1))
            }
        )

        var special: [Int: [WallRange]] = [:]
        for date in definition.holidays.keys { special[date.daysSinceEpoch] = [] }
        for date in definition.makeUpDays.keys {
            let day = date.daysSinceEpoch
            let week = weeks.last { $0.from <= day }
            let lent = week?.days.first { !$0.isEmpty } ?? []
            let hours = definition.makeUpHours.map(WallRange.union) ?? lent
            guard !hours.isEmpty || definition.dated[date] != nil else {
                throw .makeUpDayWithoutHours(calendar: definition.name, date: date)
            }
            special[day] = hours
        }
        for (date, hours) in definition.dated {
            special[date.daysSinceEpoch] = WallRange.union(of: hours)
        }
        self.special = special
        dates = Set(special.keys).union(breaks.keys).sorted()
    }

    /// The hours of a calendar that never closes.
    init(alwaysOpenIn zone: ZoneRules) {
        self.zone = zone
        let days = Weekday.allCases.map { _ in WallRange.union(of: [.allDay]) }
        weeks = [Week(from: .min, days: days)]
        special = [:]
        breaks = [:]
        yearlyHolidays = []
        dates = []
    }

    private static func check(_ definition: CalendarDefinition) throws(CalendarError) {
        var starts: Set<CivilDate?> = []
        for version in definition.versions {
            guard starts.insert(version.effectiveFrom).inserted else {
                throw .duplicateVersion(
                    calendar: definition.name,
                    effectiveFrom: version.effectiveFrom
                )
            }
        }
        let weeks = definition.versions.flatMap { $0.week.values }
        let single = [definition.makeUpHours ?? []]
        let all = weeks + definition.dated.values + definition.breaks.values + single
        for hours in all.joined() where hours.open == .endOfDay {
            throw .opensAtEndOfDay(calendar: definition.name, hours: hours)
        }
    }

    /// The version of the week that a date has; -1 before the first one.
    func version(on day: Int) -> Int { (weeks.lastIndex { $0.from <= day }) ?? -1 }

    /// Whether any date from one to another has hours or a break of its own.
    func hasDates(from first: Int, to last: Int) -> Bool {
        var low = 0
        var high = dates.count
        while low < high {
            let middle = (low + high) / 2
            if dates[middle] < first { low = middle + 1 } else { high = middle }
        }
        return low < dates.count && dates[low] <= last
    }

    /// The hours of a date by the wall clock, breaks not yet taken away.
    func ranges(on day: Int) -> [WallRange] {
        if let hours = special[day] { return hours }
        guard let week = weeks.last(where: { $0.from <= day }) else { return [] }
        let hours = week.days[(day + 3).remainderDown(by: 7)]
        if !hours.isEmpty, !yearlyHolidays.isEmpty,
            yearlyHolidays.contains(MonthDay(CivilDate(daysSinceEpoch: day)))
        {
            return []
        }
        return hours
    }

    /// The open intervals that start on a date, in order and apart from each other.
    func intervals(on day: Int, _ clock: inout WallClock) -> [Range<Int64>] {
        var open = instants(of: ranges(on: day), on: day, &clock)
        if breaks.isEmpty || open.isEmpty { return open }
        // A break may run into the next day, and so may the hours that it is taken from.
        for breakDay in (day - 1)...(day + 1) {
            for gap in instants(of: breaks[breakDay] ?? [], on: breakDay, &clock) {
                open = open.flatMap { $0.subtracting(gap) }
            }
        }
        return open
    }

    private func instants(
        of ranges: [WallRange],
        on day: Int,
        _ clock: inout WallClock
    ) -> [Range<Int64>] {
        guard !ranges.isEmpty else { return [] }
        let midnight = Int64(day) * 86_400_000
        // A date that the zone skipped (Samoa's 2011-12-30) has no hours at all; moved forward
        // they would open the day after.
        let first = clock.instant(ofWall: midnight)
        let next = clock.instant(ofWall: midnight + 86_400_000)
        guard first < next else { return [] }
        return ranges.compactMap { range in
            let open = clock.instant(ofWall: midnight + range.open)
            let close = clock.instant(ofWall: midnight + range.close)
            // Hours that lie within a gap of daylight saving time vanish.
            return open < close ? open..<close : nil
        }
    }

    /// The years outside which no date can have hours, however far one looks.
    var years: ClosedRange<Int>? {
        let days = special.filter { !$0.value.isEmpty }.keys
        var first = days.min()
        var last = days.max()
        for (index, week) in weeks.enumerated() where week.days.contains(where: { !$0.isEmpty }) {
            first = min(first ?? week.from, week.from)
            let end = index + 1 < weeks.count ? weeks[index + 1].from : Int.max
            last = max(last ?? end, end)
        }
        guard let first, let last else { return nil }
        let low = first == .min ? 1 : CivilDate(daysSinceEpoch: first).year
        // The last date may run into the next year.
        let high = last == .max ? 9999 : CivilDate(daysSinceEpoch: last).year + 1
        return max(1, min(low, 9999))...max(1, min(high, 9999))
    }

    /// Whether every moment is open, by the looks of the definition.
    var isAlwaysOpen: Bool {
        guard weeks.count == 1, weeks[0].from == .min, special.isEmpty, breaks.isEmpty,
            yearlyHolidays.isEmpty
        else { return false }
        return weeks[0].days.allSatisfy { $0.contains { $0.open == 0 && $0.close >= 86_400_000 } }
    }
}

extension Range<Int64> {
    /// What is left of the range without another: none, one or two pieces.
    fileprivate func subtracting(_ other: Range<Int64>) -> [Range<Int64>] {
        guard overlaps(other) else { return [self] }
        var pieces: [Range<Int64>] = []
        if lowerBound < other.lowerBound { pieces.append(lowerBound..<other.lowerBound) }
        if other.upperBound < upperBound { pieces.append(other.upperBound..<upperBound) }
        return pieces
    }
}
