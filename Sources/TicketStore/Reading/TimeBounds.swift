public import BusinessTime
public import ServiceLevels

/// The limits of events' times: a time outside counts as the nearest limit.
///
/// A promise for the year 9999 means never, and a reception in the year 1 means unknown. The row
/// keeps what was written.
public enum TimeBounds {
    public static let earliest = Instant(milliseconds: 0)
    public static let latest = Instant(milliseconds: 7_258_118_399_999)

    /// Whether an event names a time at the limits, which was hardly meant.
    public static func touches(_ event: TicketEvent) -> Bool {
        isBound(event.at) || event.due.map(isBound) ?? false
    }

    static func instant(_ milliseconds: Int64) -> Instant {
        min(max(Instant(milliseconds: milliseconds), earliest), latest)
    }

    private static func isBound(_ instant: Instant) -> Bool {
        instant <= earliest || instant >= latest
    }
}
