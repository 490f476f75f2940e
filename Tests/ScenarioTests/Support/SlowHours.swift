import BusinessTime

/// Time cut into ticks so short that every deadline and percentage of the random policies falls
/// on one: a quarter of a quarter of an hour.
enum Tick {
    static let length = TimeSpan.seconds(225)
    static let perQuarterHour = 4
    static let perDay = 384
    /// Wednesday, four days before Ireland's clocks change and eleven before New Zealand's.
    static let origin = Instant(milliseconds: 1_774_396_800_000)
    /// How many there are; nothing happens later.
    static let count = 30 * perDay

    static func instant(_ tick: Int) -> Instant { origin + length * Int64(tick) }
    static func index(_ instant: Instant) -> Int {
        Int((instant - origin).milliseconds / length.milliseconds)
    }
}

/// A calendar looked at tick by tick, as somebody with a watch and the office hours would do it.
///
/// `calendar` is the real one for the code under test; nothing here asks it for anything.
struct SlowHours: Sendable {
    let calendar: BusinessCalendar
    private let open: [Bool]
    private let walls: [CivilDateTime]

    init(_ calendar: BusinessCalendar) {
        self.calendar = calendar
        let zone = calendar.definition.zone
        let week = calendar.definition.versions.first?.week ?? [:]
        let walls = (0..<Tick.count).map { zone.civil(at: Tick.instant($0)) }
        self.walls = walls
        open = walls.map { wall in
            let today = week[wall.date.weekday] ?? []
            let yesterday = week[wall.date.adding(days: -1).weekday] ?? []
            return today.contains { hours in
                hours.open <= wall.time && (wall.time < hours.close || hours.close <= hours.open)
            } || yesterday.contains { $0.close <= $0.open && wall.time < $0.close }
        }
    }

    func isOpen(_ tick: Int) -> Bool { tick < Tick.count && open[tick] }

    /// Open ticks from one to another, counted one by one.
    func count(from start: Int, to end: Int) -> Int {
        var count = 0
        for tick in start..<max(start, end) where isOpen(tick) { count += 1 }
        return count
    }

    /// The first moment at which so many open ticks have passed; nil beyond the end of time.
    func after(_ ticks: Int, from start: Int) -> Int? {
        var left = ticks
        var tick = start
        while left > 0 {
            guard tick < Tick.count else { return nil }
            if isOpen(tick) { left -= 1 }
            tick += 1
        }
        return tick
    }

    /// The last moment at which so many open ticks are left; nil before the begin of time.
    func before(_ ticks: Int, until end: Int) -> Int? {
        var left = ticks
        var tick = end
        while left > 0 {
            guard tick > 0 else { return nil }
            tick -= 1
            if isOpen(tick) { left -= 1 }
        }
        return tick
    }

    /// So many working days on: the same time on the wall, or the last close of that day.
    ///
    /// Only for calendars without nights: there a working day is a date.
    func workingDays(_ days: Int, from start: Int, close: Bool) -> Int? {
        guard let first = (start..<Tick.count).first(where: isOpen) else { return nil }
        var left = days
        var tick = first
        var date = walls[first].date
        while left > 0 {
            tick += 1
            guard tick < Tick.count else { return nil }
            if isOpen(tick), walls[tick].date != date {
                date = walls[tick].date
                left -= 1
            }
        }
        let ofDay = (0..<Tick.count).filter { walls[$0].date == date && isOpen($0) }
        guard let last = ofDay.last, !close else { return ofDay.last.map { $0 + 1 } }
        // Within the hours, or at the close before a break; else when work next begins.
        let wanted = walls[first].time
        if let same = ofDay.first(where: { walls[$0].time == wanted }) { return same }
        if let until = ofDay.first(where: { walls[$0 + 1].time == wanted }) { return until + 1 }
        return ofDay.first { walls[$0].time > wanted } ?? last + 1
    }
}
