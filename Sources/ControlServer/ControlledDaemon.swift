public import BusinessTime
public import Ledger
public import Watchdog

/// What the control socket has the daemon do; every answer is worked out on the engine's queue.
public protocol ControlledDaemon: Sendable {
    /// How the watch and the channels stand.
    func report() async -> WatchReport

    /// What calls may name: clocks, channels, attributes of tickets.
    func vocabulary() async -> Vocabulary

    /// Whether there is such a ticket; nil where the store cannot be read now.
    func knows(ticket: String) async -> Bool?

    /// Sends nothing until a moment; alerts are recorded all the same.
    func pause(until: Instant) async throws

    /// Ends a pause; false where there was none.
    func resume() async throws -> Bool

    /// Records an acknowledgement.
    func acknowledge(_ acknowledgement: Acknowledgement) async throws -> Acknowledgement

    /// Takes acknowledgements back: of one clock, or all of the ticket's.
    func endAcknowledgements(of ticket: String, clock: String?) async throws -> Int

    /// Records a silence.
    func silence(_ silence: Silence) async throws -> Silence

    /// Ends a silence; false where there was none.
    func endSilence(_ seq: Int64) async throws -> Bool

    /// Sends a dead letter again under its id; nil where there is no such dead letter.
    func retryDelivery(_ name: String) async throws -> PendingDelivery?

    /// Adds a call to the audit trail.
    func audit(_ entry: AuditEntry) async throws

    /// Counts calls that changed nothing.
    func count(_ calls: CallCount) async throws
}

extension Watchdog: ControlledDaemon {}

/// What the daemon knows of itself beside the watch.
public struct DaemonFacts: Sendable {
    /// The version.
    public var version: String
    /// When it started.
    public var started: Instant
    /// The ticket store's file.
    public var store: String
    /// The state directory.
    public var state: String
    /// The kind of each channel by its name.
    public var channelKinds: [String: String]
    /// When the configuration was last read again, or was to be.
    public var reloaded: Instant?
    /// Why that failed, a line for each fault; empty where it did not.
    public var reloadFaults: [String]

    /// Makes the facts.
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
