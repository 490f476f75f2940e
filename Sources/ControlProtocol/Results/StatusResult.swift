public import BusinessTime

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

    package init(
        version: String,
        pid: Int32,
        started: Instant,
        open: Int?,
        late: Int,
        nextDeadline: Instant?,
        undelivered: Int,
        deliveries: [String: Int]?,
        isShadow: Bool,
        pausedUntil: Instant?,
        maintenance: [String],
        unknown: [UnknownWordItem],
        trouble: String?,
        store: String,
        storeOutdated: Bool?,
        ledger: String,
        ledgerBytes: Int64?,
        ledgerSince: Instant?,
        channels: [ChannelItem],
        acknowledgements: Int?,
        silences: Int?,
        reloaded: Instant?,
        reloadFaults: [String]
    ) {
        self.version = version
        self.pid = pid
        self.started = started
        self.open = open
        self.late = late
        self.nextDeadline = nextDeadline
        self.undelivered = undelivered
        self.deliveries = deliveries
        self.isShadow = isShadow
        self.pausedUntil = pausedUntil
        self.maintenance = maintenance
        self.unknown = unknown
        self.trouble = trouble
        self.store = store
        self.storeOutdated = storeOutdated
        self.ledger = ledger
        self.ledgerBytes = ledgerBytes
        self.ledgerSince = ledgerSince
        self.channels = channels
        self.acknowledgements = acknowledgements
        self.silences = silences
        self.reloaded = reloaded
        self.reloadFaults = reloadFaults
    }
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

    package init(message: String, tickets: Int, example: String, remedy: String) {
        self.message = message
        self.tickets = tickets
        self.example = example
        self.remedy = remedy
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

    package init(
        name: String,
        kind: String,
        target: String,
        inFlight: Int,
        waiting: Int,
        pausedUntil: Instant?,
        disabled: String?
    ) {
        self.name = name
        self.kind = kind
        self.target = target
        self.inFlight = inFlight
        self.waiting = waiting
        self.pausedUntil = pausedUntil
        self.disabled = disabled
    }
}
