public import BusinessTime
public import Ledger

/// What `deliveries` answers.
public struct DeliveriesResult: Sendable, Hashable, Codable {
    /// The deliveries, the newest first.
    public var deliveries: [DeliveryItem]
    /// How many stand how, as the ledger counts by itself.
    public var counts: [String: Int]
    /// What counting the rows gives; nil where that was not asked for, as it reads all there is.
    public var counted: [String: Int]?

    /// Asks a ledger.
    public init(
        _ ledger: LedgerReader,
        ticket: String?,
        state: DeliveryState?,
        limit: Int,
        isCounting: Bool = false
    ) throws(LedgerError) {
        deliveries = try ledger.deliveries(ticket: ticket, state: state, limit: limit)
            .map(DeliveryItem.init)
        if isCounting {
            let balance = try ledger.balance()
            counts = Self.names(balance.counts)
            counted = Self.names(balance.counted)
        } else {
            counts = Self.names(try ledger.counts())
        }
    }

    private static func names(_ counts: [DeliveryState: Int]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) })
    }
}

/// A delivery as `deliveries` tells it: everything but the message.
public struct DeliveryItem: Sendable, Hashable, Codable {
    /// Its position.
    public var seq: Int64
    /// The id that never changes over retries.
    public var id: String
    /// The ticket's id; empty for a summary of many.
    public var ticket: String
    /// The channel's name.
    public var channel: String
    /// The roles it is for.
    public var roles: String
    /// The highest kind of alert in it.
    public var kind: String
    /// How it stands.
    public var state: String
    /// When it was recorded.
    public var created: Instant
    /// How often it has been tried.
    public var attempts: Int
    /// When it is to be tried next, while pending.
    public var nextAttempt: Instant?
    /// When it was settled.
    public var finished: Instant?
    /// What the last attempt came to, or why it was settled so.
    public var reason: String?

    /// Takes a delivery of the ledger.
    public init(_ record: DeliveryRecord) {
        seq = record.seq
        id = record.id
        ticket = record.ticket
        channel = record.channel
        roles = record.recipient
        kind = record.kind
        state = record.state.rawValue
        created = record.created
        attempts = record.attempts
        nextAttempt = record.state == .pending ? record.nextAttempt : nil
        finished = record.finished
        reason = record.reason
    }
}
