import BusinessTime
import TicketStoreAdmin

/// The present moment: the only place where these commands ask for it.
enum Now {
    /// What tells the time; a test puts a fixed moment here.
    @TaskLocal static var clock: @Sendable () -> Instant = SystemTime.now

    /// The present moment.
    static var instant: Instant { clock() }

    /// The moment a command line names, else the present one.
    static func instant(at text: String?, in zone: ZoneRules) throws -> Instant {
        guard let text, text != "now" else { return instant }
        return try EventTime.parse(text, in: zone)
    }
}
