import Support

extension BusinessCalendar {
    /// A hash of all that can move a deadline: the zone and its rules, hours and dates.
    ///
    /// The names of calendar and holidays do not count.
    static func fingerprint(of definition: CalendarDefinition) -> UInt64 {
        var hash = StableHash()
        hash.combine(definition.zone)
        let versions = definition.versions.sorted {
            ($0.effectiveFrom?.daysSinceEpoch ?? .min) < ($1.effectiveFrom?.daysSinceEpoch ?? .min)
        }
        hash.combine(versions.count)
        for version in versions {
            hash.combine(version.effectiveFrom?.daysSinceEpoch ?? .min)
            for day in Weekday.allCases { hash.combine(version.week[day] ?? []) }
        }
        hash.combine(definition.holidays.keys.map(\.daysSinceEpoch).sorted())
        hash.combine(definition.yearlyHolidays.keys.sorted().map { $0.month * 100 + $0.day })
        hash.combine(definition.dated)
        hash.combine(definition.makeUpDays.keys.map(\.daysSinceEpoch).sorted())
        hash.combine(definition.makeUpHours == nil ? 0 : 1)
        hash.combine(definition.makeUpHours ?? [])
        hash.combine(definition.breaks)
        return hash.bits
    }
}

extension StableHash {
    fileprivate mutating func combine(_ number: Int) { mix(Int64(number)) }

    fileprivate mutating func combine(_ numbers: [Int]) {
        combine(numbers.count)
        for number in numbers { combine(number) }
    }

    fileprivate mutating func combine(_ hours: [OpenHours]) {
        // The union, so that the order in which hours are written does not matter.
        let ranges = WallRange.union(of: hours)
        combine(ranges.flatMap { [Int($0.open), Int($0.close)] })
    }

    fileprivate mutating func combine(_ dates: [CivilDate: [OpenHours]]) {
        combine(dates.count)
        for (date, hours) in dates.sorted(by: { $0.key < $1.key }) {
            combine(date.daysSinceEpoch)
            combine(hours)
        }
    }

    fileprivate mutating func combine(_ zone: ZoneRules) {
        mix(zone.name.utf8)
        mix(UInt8(0))
        combine(Int(zone.initialOffset))
        combine(zone.times.map { Int($0) })
        combine(zone.offsets.map { Int($0) })
        // The rule by what it does over a leap-year cycle: its form is of no consequence.
        let from = Instant(milliseconds: max(zone.times.last ?? 0, 0))
        for change in zone.transitions(from: from, to: from + .days(8 * 366)) {
            combine(Int(change.at.milliseconds))
            combine(Int(change.offset.milliseconds))
        }
        combine(Int(zone.offset(at: from).milliseconds))
    }
}
