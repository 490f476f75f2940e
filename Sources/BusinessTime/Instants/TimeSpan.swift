/// A signed length of elapsed time in whole milliseconds.
///
/// Not the standard library's `Duration`: that one is 128 bits of attoseconds, and turning it
/// into milliseconds is a division on every step of the hottest loop.
public struct TimeSpan: Sendable, Hashable, Comparable, Codable {
    /// The length in milliseconds.
    public let milliseconds: Int64

    /// Makes a span of this many milliseconds.
    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// No time at all.
    public static let zero = TimeSpan(milliseconds: 0)

    /// A span of this many milliseconds.
    @inlinable
    public static func milliseconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count) }

    /// A span of this many seconds.
    @inlinable
    public static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 1000) }

    /// A span of this many minutes.
    @inlinable
    public static func minutes(_ count: Int64) -> TimeSpan { .seconds(count * 60) }

    /// A span of this many hours.
    @inlinable
    public static func hours(_ count: Int64) -> TimeSpan { .minutes(count * 60) }

    /// A span of this many times 24 hours.
    @inlinable
    public static func days(_ count: Int64) -> TimeSpan { .hours(count * 24) }

    /// The length in whole seconds, towards zero.
    @inlinable
    public var seconds: Int64 { milliseconds / 1000 }

    /// Orders by length.
    @inlinable
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The sum of two spans.
    @inlinable
    public static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: left.milliseconds + right.milliseconds)
    }

    /// The difference of two spans.
    @inlinable
    public static func - (left: TimeSpan, right: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: left.milliseconds - right.milliseconds)
    }

    /// The span the other way round.
    @inlinable
    public static prefix func - (span: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: -span.milliseconds)
    }

    /// The span so many times over.
    @inlinable
    public static func * (span: TimeSpan, factor: Int64) -> TimeSpan {
        TimeSpan(milliseconds: span.milliseconds * factor)
    }
}
