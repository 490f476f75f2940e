public import BusinessTime
public import ServiceLevels

/// How a delivery stands.
public enum DeliveryState: String, Sendable, Hashable, CaseIterable {
    /// To be sent, or to be sent again.
    case pending
    /// Waiting for its channel to be of use again.
    case held
    /// The receiver has it.
    case delivered
    /// The receiver took it over without saying that anybody has it.
    case accepted
    /// Given up: a dead letter.
    case dead
    /// Not sent, because it was true no more or a higher step took its place.
    case dropped
    /// Told in another message.
    case folded
}

/// A message for one channel, before it is recorded.
public struct NewDelivery: Sendable, Hashable {
    /// The id that never changes over retries.
    public var id: String
    /// The ticket's id; empty for a summary of many.
    public var ticket: String
    /// The channel's name.
    public var channel: String
    /// The roles it is for.
    public var recipient: String
    /// The highest kind of alert in it.
    public var kind: AlertKind
    /// The message as committed: what is sent, now or after a crash.
    public var body: [UInt8]
    /// The alerts of its entry that it tells of; nil for all of them.
    public var tells: [AlertIdentity]?

    /// Makes a delivery.
    public init(
        id: String,
        ticket: String,
        channel: String,
        recipient: String,
        kind: AlertKind,
        body: [UInt8],
        tells: [AlertIdentity]? = nil
    ) {
        self.id = id
        self.ticket = ticket
        self.channel = channel
        self.recipient = recipient
        self.kind = kind
        self.body = body
        self.tells = tells
    }
}

/// A delivery as the ledger holds it.
public struct DeliveryRecord: Sendable, Hashable {
    /// Its position: deliveries of one ticket and channel go out in this order.
    public var seq: Int64
    /// The id that never changes over retries.
    public var id: String
    /// The ticket's id; empty for a summary of many.
    public var ticket: String
    /// The channel's name.
    public var channel: String
    /// The roles it is for.
    public var recipient: String
    /// The highest kind of alert in it.
    public var kind: String
    /// The message.
    public var body: [UInt8]
    /// When it was recorded.
    public var created: Instant
    /// How it stands.
    public var state: DeliveryState
    /// How often it has been tried.
    public var attempts: Int
    /// When it is to be tried next, while pending.
    public var nextAttempt: Instant
    /// When it was settled.
    public var finished: Instant?
    /// What the last attempt came to, or why it was settled so.
    public var reason: String?
    /// Why it is held, where that is for a time.
    public var heldFor: String?
    /// Until when it is held.
    public var heldUntil: Instant?
    /// Whether it may have arrived already: such a message is repeated as it was.
    public var mayHaveArrived: Bool
    /// From when the time to give it up counts.
    public var retryWindowStart: Instant
}

/// Why a message is kept back for a time, though its channel would take it.
public struct Hold: Sendable, Hashable {
    /// What keeps messages back.
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// Somebody takes care of it.
        case acknowledged
        /// A maintenance window.
        case maintenance
        /// A silence.
        case silence
        /// All whom it is for want to be left alone.
        case quietHours = "quiet_hours"
    }

    /// What keeps it back.
    public var cause: Cause
    /// Until when; then it is judged anew.
    public var until: Instant
    /// Whose silence, which window: for people.
    public var detail: String

    /// Makes a hold.
    public init(cause: Cause, until: Instant, detail: String) {
        self.cause = cause
        self.until = until
        self.detail = detail
    }
}

/// What became of a delivery, to be recorded.
public struct DeliveryChange: Sendable, Hashable {
    /// Which delivery.
    public var seq: Int64
    /// How it stands now.
    public var state: DeliveryState
    /// Whether this was an attempt to send.
    public var attempted: Bool
    /// When to try next, where it stays pending.
    public var nextAttempt: Instant?
    /// Why it is kept back and until when, where it is held for a time.
    public var hold: Hold?
    /// Whether the attempt certainly did not reach the receiver.
    public var isUnsent: Bool
    /// What happened, safe to show.
    public var reason: String?

    /// Makes a change.
    public init(
        seq: Int64,
        state: DeliveryState,
        attempted: Bool,
        nextAttempt: Instant? = nil,
        hold: Hold? = nil,
        isUnsent: Bool = false,
        reason: String? = nil
    ) {
        self.seq = seq
        self.state = state
        self.attempted = attempted
        self.nextAttempt = nextAttempt
        self.hold = hold
        self.isUnsent = isUnsent
        self.reason = reason
    }
}

/// Where and when a delivery is to be sent: what is kept in memory of it.
public struct PendingDelivery: Sendable, Hashable {
    /// Which delivery.
    public var seq: Int64
    /// The ticket's id.
    public var ticket: String
    /// The channel's name.
    public var channel: String
    /// When to try.
    public var nextAttempt: Instant
}
