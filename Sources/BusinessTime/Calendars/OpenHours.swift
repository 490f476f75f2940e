/// A stretch of opening hours by the wall clock.
///
/// Where `close` is not after `open` it runs into the next day (22:00 to 02:00), and with both
/// the same it lasts a whole day; it always belongs to the day it starts on.
public struct OpenHours: Sendable, Hashable, CustomStringConvertible {
    /// When it opens.
    public let open: CivilTime
    /// When it closes; that moment is no longer open.
    public let close: CivilTime

    /// Makes opening hours from one time of day to another.
    public init(open: CivilTime, close: CivilTime) {
        self.open = open
        self.close = close
    }

    /// From midnight to midnight.
    public static let allDay = OpenHours(open: .midnight, close: .endOfDay)

    /// The hours as `09:00-18:00`.
    public var description: String { "\(open)-\(close)" }
}
