public import BusinessTime
public import Delivery
import ServiceLevels
public import Watchdog

/// What `status` answers.
public struct StatusResult: Sendable, Hashable, Codable {
    /// The daemon's version.
    public var version: String
    /// Its process.
    public var pid: Int32
    /// When it started.
    public var started: Instant
    /// Tickets that are not closed; nil before the first pass.
    public var open: Int?
    /// Tickets past a deadline.
    public var late: Int
    /// The earliest deadline ahead.
    public var nextDeadline: Instant?
    /// Messages not yet delivered.
    public var undelivered: Int
    /// How many deliveries stand how; nil where the ledger cannot be read.
    public var deliveries: [String: Int]?
    /// Whether nothing is sent, by the configuration.
    public var isShadow: Bool
    /// Until when nothing is sent, as somebody asked for.
    public var pausedUntil: Instant?
    /// The maintenance windows that are open, by name.
    public var maintenance: [String]
    /// Words in tickets that nobody knows, the most frequent first.
    public var unknown: [UnknownWordItem]
    /// What is wrong, nil where nothing is.
    public var trouble: String?
    /// The ticket store's file.
    public var store: String
    /// Whether the store waits to be brought up to date; nil from an older daemon.
    public var storeOutdated: Bool?
    /// The ledger's file.
    public var ledger: String
    /// How many bytes it takes on the disk; nil where it cannot be read.
    public var ledgerBytes: Int64?
    /// When the oldest of its records was made.
    public var ledgerSince: Instant?
    /// The channels in the order of their names.
    public var channels: [ChannelItem]
    /// How many acknowledgements are in force.
    public var acknowledgements: Int?
    /// How many silences are in force.
    public var silences: Int?
    /// When the configuration was last read again, or was to be.
    public var reloaded: Instant?
    /// Why that failed, a line for each fault; empty where it did not.
    public var reloadFaults: [String]
}

/// A word in tickets that nobody knows, so that a default holds.
public struct UnknownWordItem: Sendable, Hashable, Codable {
    /// What is the matter, in a line.
    public var message: String
    /// In how many of the tickets that are watched, 1,000 at most.
    public var tickets: Int
    /// One of them, by its id.
    public var example: String
    /// The line that mends it.
    public var remedy: String

    /// Takes an item.
    public init(_ item: UnknownItem) {
        message = item.word.message
        tickets = item.tickets
        example = item.example
        remedy = item.word.remedy
    }
}

/// How a channel stands.
public struct ChannelItem: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// What kind of channel it is.
    public var kind: String
    /// The host it talks to.
    public var target: String
    /// How many messages are being sent on it.
    public var inFlight: Int
    /// How many are due and wait for it.
    public var waiting: Int
    /// Until when it rests.
    public var pausedUntil: Instant?
    /// Why nothing more is sent on it.
    public var disabled: String?

    /// Takes a status.
    public init(_ status: ChannelStatus, kind: String) {
        name = status.name
        self.kind = kind
        target = status.target
        inFlight = status.inFlight
        waiting = status.waiting
        pausedUntil = status.cooldownUntil
        disabled = status.disabled
    }
}
