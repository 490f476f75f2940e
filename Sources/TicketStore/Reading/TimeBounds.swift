public import BusinessTime
public import ServiceLevels

/// The times that events can have: what lies outside counts as the nearest one.
///
/// A promise for the year 9999 means never, and a reception in the year 1 that nobody knew better.
/// The row keeps what was written; the rules reckon with years in which people live.
public enum TimeBounds {
    /// 1970-01-01T00:00:00Z.
    public static let earliest = Instant(milliseconds: 0)
    /// 2199-12-31T23:59:59.999Z.
    public static let latest = Instant(milliseconds: 7_258_118_399_999)

    /// Whether an event names a time at the bounds, which is hardly what was written.
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
