import BusinessTime

/// The same questions answered minute by minute: slow, and easy to see through.
struct SlowCalendar {
    static let minute: Int64 = 60_000

    let zone: ZoneRules
    /// The first minute, in minutes since 1970.
    let first: Int64
    /// Whether each minute is open.
    private(set) var open: [Bool]

    /// Marks the minutes of some days, as the hours of each date say.
    init(_ definition: CalendarDefinition, from firstDate: CivilDate, days: Int) {
        zone = definition.zone
        first = Int64(firstDate.daysSinceEpoch) * 1440
        open = [Bool](repeating: false, count: days * 1440)
        for day in -3...(days + 3) {
            let date = firstDate.adding(days: day)
            for range in Self.hours(definition, on: date) { mark(range, on: date, as: true) }
        }
        for day in -3...(days + 3) {
            let date = firstDate.adding(days: day)
            for range in definition.breaks[date] ?? [] {
                mark((range.open.minutes, range.closeMinutes), on: date, as: false)
            }
        }
    }

    /// The hours of a date in minutes from midnight, overlapping ones joined.
    private static func hours(
        _ definition: CalendarDefinition,
        on date: CivilDate
    ) -> [(Int, Int)] {
        let version = definition.versions
            .filter { $0.effectiveFrom.map { $0 <= date } ?? true }
            .max {
                ($0.effectiveFrom ?? .init(daysSinceEpoch: .min))
                    < ($1.effectiveFrom ?? .init(daysSinceEpoch: .min))
            }
        var hours = version?.week[date.weekday] ?? []
        if definition.holidays[date] != nil { hours = [] }
        if definition.yearlyHolidays[MonthDay(date)] != nil { hours = [] }
        if definition.makeUpDays[date] != nil {
            let lent = Weekday.allCases.compactMap { version?.week[$0] }.first { !$0.isEmpty }
            hours = definition.makeUpHours ?? lent ?? []
        }
        if let dated = definition.dated[date] { hours = dated }
        var minutes = [Bool](repeating: false, count: 2 * 1440 + 1)
        for range in hours {
            for minute in range.open.minutes..<range.closeMinutes { minutes[minute] = true }
        }
        var ranges: [(Int, Int)] = []
        for minute in 0..<2880 where minutes[minute] {
            if minute == 0 || !minutes[minute - 1] { ranges.append((minute, minute)) }
            ranges[ranges.count - 1].1 = minute + 1
        }
        return ranges
    }

    private mutating func mark(_ range: (Int, Int), on date: CivilDate, as value: Bool) {
        let from = slowInstant(zone, date, range.0) / Self.minute - first
        let to = slowInstant(zone, date, range.1) / Self.minute - first
        for minute in from..<max(from, to) where open.indices.contains(Int(minute)) {
            open[Int(minute)] = value
        }
    }

    func add(_ minutes: Int, to index: Int) -> Int? {
        var rest = minutes
        for minute in index..<open.count where open[minute] {
            if rest == 0 { return minute }
            rest -= 1
            if rest == 0 { return minute + 1 }
        }
        return nil
    }

    func subtract(_ minutes: Int, from index: Int) -> Int? {
        if minutes == 0 && open[index] { return index }
        var rest = minutes
        for minute in (0..<index).reversed() where open[minute] {
            if rest == 0 { return minute + 1 }
            rest -= 1
            if rest == 0 { return minute }
        }
        return nil
    }

    func between(_ from: Int, _ to: Int) -> Int {
        from <= to ? open[from..<to].count { $0 } : -open[to..<from].count { $0 }
    }

    func instant(_ index: Int) -> Instant {
        Instant(milliseconds: (first + Int64(index)) * Self.minute)
    }
}

/// The instant, in milliseconds, at which the wall shows a time: the first minute of all that
/// does; and if none does, as far after the last one before as the wall time is.
func slowInstant(_ zone: ZoneRules, _ date: CivilDate, _ minutes: Int) -> Int64 {
    func wall(_ minute: Int64) -> Int64 {
        minute + zone.offset(at: Instant(milliseconds: minute * 60_000)).milliseconds / 60_000
    }
    let wanted = Int64(date.daysSinceEpoch) * 1440 + Int64(minutes)
    // A day and a half to either side is more than any offset. Steps of a quarter of an hour
    // first, since in debug mode minutes of everything would take, well, minutes.
    var low = wanted - 27 * 60
    while wall(low + 15) < wanted, !changes(zone, low, low + 15) { low += 15 }
    for minute in low...(wanted + 27 * 60) {
        if wall(minute) == wanted { return minute * 60_000 }
        if wall(minute) > wanted {
            let before = wall(minute - 1) - (minute - 1)
            return (wanted - before) * 60_000
        }
    }
    return 0
}

private func changes(_ zone: ZoneRules, _ from: Int64, _ to: Int64) -> Bool {
    zone.offset(at: Instant(milliseconds: from * 60_000))
        != zone.offset(at: Instant(milliseconds: to * 60_000))
}

extension CivilTime {
    var minutes: Int { millisecondOfDay / 60_000 }
}

extension OpenHours {
    /// The close in minutes from the midnight of the day of opening.
    var closeMinutes: Int { close <= open ? close.minutes + 1440 : close.minutes }
}
