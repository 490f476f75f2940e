extension BusinessCalendar {
    /// A hash of all that can move a deadline: the zone and its rules, hours and dates.
    ///
    /// The names of calendar and holidays do not count. It is FNV-1a and not `Hasher`, which
    /// is seeded anew in every process.
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
        return hash.value
    }
}

/// The 64-bit FNV-1a hash: http://www.isthe.com/chongo/tech/comp/fnv/.
private struct StableHash {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    mutating func combine(_ number: Int) {
        for shift in stride(from: 0, to: 64, by: 8) {
            combine(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func combine(_ numbers: [Int]) {
        combine(numbers.count)
        for number in numbers { combine(number) }
    }

    mutating func combine(_ hours: [OpenHours]) {
        // The union, so that the order in which hours are written does not matter.
        let ranges = WallRange.union(of: hours)
        combine(ranges.flatMap { [Int($0.open), Int($0.close)] })
    }

    mutating func combine(_ dates: [CivilDate: [OpenHours]]) {
        combine(dates.count)
        for (date, hours) in dates.sorted(by: { $0.key < $1.key }) {
            combine(date.daysSinceEpoch)
            combine(hours)
        }
    }

    mutating func combine(_ zone: ZoneRules) {
        for byte in zone.name.utf8 { combine(byte) }
        combine(UInt8(0))
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
