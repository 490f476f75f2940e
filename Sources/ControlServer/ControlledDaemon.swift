public import BusinessTime
public import Ledger
public import Watchdog

/// What calls need of the daemon; answers are computed on the engine's queue.
public protocol ControlledDaemon: Sendable {
    /// The state of the engine and the channels.
    func report() async -> WatchReport

    /// The names that calls may use: clocks, channels, attributes of tickets.
    func vocabulary() async -> Vocabulary

    /// Whether the ticket exists; nil if the store cannot be read now.
    func knows(ticket: String) async -> Bool?

    /// Sends nothing until a moment; alerts are still recorded.
    func pause(until: Instant) async throws

    /// Ends a pause; false if there was none.
    func resume() async throws -> Bool

    func acknowledge(_ acknowledgement: Acknowledgement) async throws -> Acknowledgement

    /// Withdraws acknowledgements: of one clock, or all of the ticket's.
    func endAcknowledgements(of ticket: String, clock: String?) async throws -> Int

    func silence(_ silence: Silence) async throws -> Silence

    /// Ends a silence; false if there was none.
    func endSilence(_ seq: Int64) async throws -> Bool

    /// Sends a dead letter again under its id; nil if there is no such dead letter.
    func retryDelivery(_ name: String) async throws -> PendingDelivery?

    /// Adds a call to the audit trail.
    func audit(_ entry: AuditEntry) async throws

    /// Counts calls that changed nothing.
    func count(_ calls: CallCount) async throws
}

extension Watchdog: ControlledDaemon {}

/// What the daemon knows of itself, apart from the engine.
public struct DaemonFacts: Sendable {
    public var version: String
    public var started: Instant
    /// The ticket store's file.
    public var store: String
    public var state: String
    /// The kinds of channels by name.
    public var channelKinds: [String: String]
    /// When the configuration was last reloaded, or a reload failed.
    public var reloaded: Instant?
    /// One line for each fault of the last reload; empty if it succeeded.
    public var reloadFaults: [String]

    public init(
        version: String,
        started: Instant,
        store: String,
        state: String,
        channelKinds: [String: String],
        reloaded: Instant? = nil,
        reloadFaults: [String] = []
    ) {
        self.version = version
        self.started = started
        self.store = store
        self.state = state
        self.channelKinds = channelKinds
        self.reloaded = reloaded
        self.reloadFaults = reloadFaults
    }
}
