/// A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since the Unix epoch; negative before it.
    public let milliseconds: Int64

    /// Makes the instant that lies this many milliseconds after the Unix epoch.
    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The earliest instant that can be written.
    public static let distantPast = Instant(milliseconds: .min / 4)
    /// The latest instant that can be written.
    public static let distantFuture = Instant(milliseconds: .max / 4)

    /// The instant, or the farthest that can be written; from there arithmetic has room.
    var bounded: Instant { min(max(self, .distantPast), .distantFuture) }

    /// Orders by time.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The instant a real (elapsed) span later.
    @inlinable
    public static func + (instant: Instant, span: TimeSpan) -> Instant {
        Instant(milliseconds: instant.milliseconds + span.milliseconds)
    }

    /// The instant a real (elapsed) span earlier.
    @inlinable
    public static func - (instant: Instant, span: TimeSpan) -> Instant {
        Instant(milliseconds: instant.milliseconds - span.milliseconds)
    }

    /// The real time from the right instant to the left one; negative where the left is earlier.
    @inlinable
    public static func - (left: Instant, right: Instant) -> TimeSpan {
        TimeSpan(milliseconds: left.milliseconds - right.milliseconds)
    }
}
