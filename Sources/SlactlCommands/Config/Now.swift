import BusinessTime
import TicketStoreAdmin

/// The present moment.
///
/// Commands read the clock only here.
enum Now {
    /// A test sets a fixed moment here.
    @TaskLocal static var clock: @Sendable () -> Instant = SystemTime.now

    static var instant: Instant { clock() }

    /// The moment named on a command line, else the present one.
    static func instant(at text: String?, in zone: ZoneRules) throws -> Instant {
        guard let text, text != "now" else { return instant }
        return try EventTime.parse(text, in: zone)
    }
}
