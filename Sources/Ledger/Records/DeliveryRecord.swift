public import BusinessTime
public import ServiceLevels

/// The state of a delivery.
public enum DeliveryState: String, Sendable, Hashable, CaseIterable {
    /// To be sent, for the first time or again.
    case pending
    /// Held back: by its channel, or for a time.
    case held
    /// The receiver has it.
    case delivered
    /// The receiver accepted it and reports nothing further.
    case accepted
    /// Given up: a dead letter.
    case dead
    /// Not sent, because it no longer applied or a higher step replaced it.
    case dropped
    /// Part of another message.
    case folded
}

/// A message for one channel, before it is recorded.
public struct NewDelivery: Sendable, Hashable {
    /// The id, constant over retries.
    public var id: String
    /// The ticket's id; empty for a summary.
    public var ticket: String
    public var channel: String
    /// The roles it is for.
    public var recipient: String
    /// The highest kind of alert in it.
    public var kind: AlertKind
    /// The message as committed; it is sent unchanged, also after a crash.
    public var body: [UInt8]
    /// The alerts of its entry in the message; nil for all.
    public var tells: [AlertIdentity]?

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

/// A delivery as recorded.
public struct DeliveryRecord: Sendable, Hashable {
    /// Its position.
    ///
    /// Deliveries of one ticket and channel are sent in this order.
    public var seq: Int64
    /// The id, constant over retries.
    public var id: String
    /// The ticket's id; empty for a summary.
    public var ticket: String
    public var channel: String
    /// The roles it is for.
    public var recipient: String
    /// The highest kind of alert in it.
    public var kind: String
    public var body: [UInt8]
    /// When it was recorded.
    public var created: Instant
    public var state: DeliveryState
    public var attempts: Int
    /// The time of the next attempt, while pending.
    public var nextAttempt: Instant
    /// When it reached a final state.
    public var finished: Instant?
    /// The result of the last attempt, or the reason of the final state.
    public var reason: String?
    /// The cause, if it is held for a time.
    public var heldFor: String?
    public var heldUntil: Instant?
    /// Whether it may have arrived.
    ///
    /// Such a message is repeated unchanged.
    public var mayHaveArrived: Bool
    /// The start of the period after which it is given up.
    public var retryWindowStart: Instant
}

/// A reason to hold a message back for a time although its channel is available.
public struct Hold: Sendable, Hashable {
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        /// An acknowledgement.
        case acknowledged
        /// A maintenance window.
        case maintenance
        /// A silence.
        case silence
        /// Quiet hours of all recipients.
        case quietHours = "quiet_hours"
    }

    public var cause: Cause
    /// When the message is judged again.
    public var until: Instant
    /// The silence's author or the window's name, for people.
    public var detail: String

    public init(cause: Cause, until: Instant, detail: String) {
        self.cause = cause
        self.until = until
        self.detail = detail
    }
}

/// A change of a delivery, to be recorded.
public struct DeliveryChange: Sendable, Hashable {
    /// The position of the delivery.
    public var seq: Int64
    /// The new state.
    public var state: DeliveryState
    /// Whether it was an attempt to send.
    public var attempted: Bool
    /// The time of the next attempt, if it stays pending.
    public var nextAttempt: Instant?
    /// The cause and end, if it is held for a time.
    public var hold: Hold?
    /// Whether the attempt certainly did not reach the receiver.
    public var isUnsent: Bool
    /// The reason, safe to show.
    public var reason: String?

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

/// What memory holds of a delivery: where and when to send it.
public struct PendingDelivery: Sendable, Hashable {
    /// The position of the delivery.
    public var seq: Int64
    public var ticket: String
    public var channel: String
    public var nextAttempt: Instant
}
