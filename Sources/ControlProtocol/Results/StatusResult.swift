public import BusinessTime

/// The answer of `status`.
public struct StatusResult: Sendable, Hashable, Codable {
    public var version: String
    public var pid: Int32
    public var started: Instant
    /// Tickets that are not closed; nil before the first pass.
    public var open: Int?
    /// Tickets past a deadline.
    public var late: Int
    /// The earliest deadline ahead.
    public var nextDeadline: Instant?
    /// Messages not yet delivered.
    public var undelivered: Int
    /// The number of deliveries in each state; nil if the ledger cannot be read.
    public var deliveries: [String: Int]?
    /// Whether the configuration keeps everything from being sent.
    public var isShadow: Bool
    /// The end of a pause that somebody requested.
    public var pausedUntil: Instant?
    /// The names of the open maintenance windows.
    public var maintenance: [String]
    /// Unknown words in tickets, the most frequent first.
    public var unknown: [UnknownWordItem]
    /// What is wrong, if anything.
    public var trouble: String?
    /// The ticket store's file.
    public var store: String
    /// Whether the store is to be brought up to date; nil from an older daemon.
    public var storeOutdated: Bool?
    /// The ledger's file.
    public var ledger: String
    /// Its size on disk; nil if it cannot be read.
    public var ledgerBytes: Int64?
    /// When its oldest record was made.
    public var ledgerSince: Instant?
    /// The channels by name.
    public var channels: [ChannelItem]
    /// The number in force.
    public var acknowledgements: Int?
    /// The number in force.
    public var silences: Int?
    /// When the configuration was last reloaded, or a reload failed.
    public var reloaded: Instant?
    /// One line for each fault of the last reload; empty if it succeeded.
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

/// An unknown word in tickets, for which a default applies.
public struct UnknownWordItem: Sendable, Hashable, Codable {
    /// The problem in one line.
    public var message: String
    /// The number of watched tickets with it, at most 1,000.
    public var tickets: Int
    /// The id of one of them.
    public var example: String
    /// The line that fixes it.
    public var remedy: String

    package init(message: String, tickets: Int, example: String, remedy: String) {
        self.message = message
        self.tickets = tickets
        self.example = example
        self.remedy = remedy
    }
}

/// The state of a channel.
public struct ChannelItem: Sendable, Hashable, Codable {
    public var name: String
    public var kind: String
    /// The host it connects to.
    public var target: String
    /// The messages being sent.
    public var inFlight: Int
    /// The messages that are due and wait.
    public var waiting: Int
    /// The end of its cooldown.
    public var pausedUntil: Instant?
    /// Why it sends nothing more.
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
