public import BusinessTime

/// A message on its way: what a channel needs to send it.
public struct OutgoingMessage: Sendable {
    /// The delivery's position in the ledger, by which its outcome is told.
    public var seq: Int64
    /// The id that never changes over retries.
    public var id: String
    /// The message as committed, in JSON (`AlertMessage`).
    public var body: [UInt8]
    /// The moment of this attempt.
    public var now: Instant
    /// What the channel has asked for in the attempts just before, in order.
    public var adjustments: [Adjustment]

    /// Makes a message.
    public init(
        seq: Int64,
        id: String,
        body: [UInt8],
        now: Instant,
        adjustments: [Adjustment] = []
    ) {
        self.seq = seq
        self.adjustments = adjustments
        self.id = id
        self.body = body
        self.now = now
    }
}

/// Somewhere messages go.
///
/// The channel, not the courier, knows what its receiver calls success.
public protocol Channel: Sendable {
    /// Sends a message and says once what became of it, from any thread.
    func send(_ outgoing: OutgoingMessage, report: @escaping @Sendable (DeliveryOutcome) -> Void)

    /// How many messages it takes at a time.
    var parallel: Int { get }

    /// The host it talks to, for people; never the rest of the address, which may be secret.
    var target: String { get }

    /// How many messages its receiver takes in how long; nil where it does not say.
    var rateLimit: RateLimit? { get }

    /// Whom its messages ring or wake.
    var audience: Audience { get }
}

extension Channel {
    /// As many as there are.
    public var rateLimit: RateLimit? { nil }

    /// A program.
    public var audience: Audience { .program }
}

/// How many messages a receiver takes within how long.
public struct RateLimit: Sendable, Hashable {
    /// How many.
    public var messages: Int
    /// Within how long.
    public var window: TimeSpan

    /// Makes an allowance of one message at least.
    public init(messages: Int, per window: TimeSpan) {
        self.messages = max(1, messages)
        self.window = window
    }
}

/// Whom a channel's messages reach.
public enum Audience: Sendable, Hashable {
    /// A program or a log: quiet hours are nothing to it.
    case program
    /// All in one room, some of whom a message may mention.
    case room
    /// Each person alone: one is not told what another one is.
    case persons
}
