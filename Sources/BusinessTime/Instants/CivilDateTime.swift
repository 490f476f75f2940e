/// A date and a time of day, as calendar and clock on the wall show them; no time zone.
public struct CivilDateTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The date.
    public let date: CivilDate
    /// The time of day; with 24:00 the end of that date is meant.
    public let time: CivilTime

    /// Puts a date and a time of day together.
    public init(date: CivilDate, time: CivilTime) {
        self.date = date
        self.time = time
    }

    /// Splits wall-clock milliseconds since 1970-01-01 00:00 on the wall.
    init(wall: Int64) {
        let day = wall.dividedDown(by: 86_400_000)
        date = CivilDate(daysSinceEpoch: Int(day))
        time = CivilTime(unchecked: Int(wall - day * 86_400_000))
    }

    /// Milliseconds since 1970-01-01 00:00, all by the wall clock.
    var wall: Int64 {
        // Beyond a hundred million years the date stays where it is instead of overflowing.
        let days = max(-30_000_000_000, min(date.daysSinceEpoch, 30_000_000_000))
        return Int64(days) * 86_400_000 + Int64(time.millisecondOfDay)
    }

    /// The date and time as `2026-11-22 09:00`.
    public var description: String { "\(date) \(time)" }

    /// Orders by the wall clock; 24:00 of one date is before 00:00 of the next.
    public static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
        (left.date, left.time) < (right.date, right.time)
    }
}
