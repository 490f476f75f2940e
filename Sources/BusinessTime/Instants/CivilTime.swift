/// A time of day as a clock on the wall shows it, from 00:00 to 24:00.
public struct CivilTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Milliseconds since midnight by the wall clock; 24:00 is the end of the day.
    public let millisecondOfDay: Int

    /// The start of the day.
    public static let midnight = CivilTime(unchecked: 0)
    /// The end of the day, 24:00.
    public static let endOfDay = CivilTime(unchecked: 86_400_000)

    /// Makes a time from milliseconds since midnight, or nothing outside 0 to 86,400,000.
    public init?(millisecondOfDay: Int) {
        guard (0...86_400_000).contains(millisecondOfDay) else { return nil }
        self.init(unchecked: millisecondOfDay)
    }

    /// Makes a time of day, or nothing if there is none such; 24:00:00 is allowed.
    public init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        self.init(millisecondOfDay: ((hour * 60 + minute) * 60 + second) * 1000)
    }

    /// Reads `09:00`, `9:30`, `23:59:59` or `24:00`, or nothing if the text is none of these.
    public init?(_ text: String) {
        var digits = DigitScanner(text.utf8)
        guard let hour = digits.number(count: 1...2), digits.skip(":"),
            let minute = digits.number(count: 2)
        else { return nil }
        var second = 0
        if digits.skip(":") {
            guard let seconds = digits.number(count: 2) else { return nil }
            second = seconds
        }
        guard digits.isAtEnd else { return nil }
        self.init(hour: hour, minute: minute, second: second)
    }

    init(unchecked millisecondOfDay: Int) {
        self.millisecondOfDay = millisecondOfDay
    }

    /// The hour, 0 to 24.
    public var hour: Int { millisecondOfDay / 3_600_000 }
    /// The minute of the hour, 0 to 59.
    public var minute: Int { millisecondOfDay / 60_000 % 60 }
    /// The second of the minute, 0 to 59.
    public var second: Int { millisecondOfDay / 1000 % 60 }
    /// The millisecond of the second, 0 to 999.
    public var millisecond: Int { millisecondOfDay % 1000 }

    /// The time as `09:00`, with seconds and milliseconds only when they are not zero.
    public var description: String {
        var text = "\(hour.padded(to: 2)):\(minute.padded(to: 2))"
        if second != 0 || millisecond != 0 { text += ":\(second.padded(to: 2))" }
        if millisecond != 0 { text += ".\(millisecond.padded(to: 3))" }
        return text
    }

    /// Orders by the wall clock.
    public static func < (left: CivilTime, right: CivilTime) -> Bool {
        left.millisecondOfDay < right.millisecondOfDay
    }
}
