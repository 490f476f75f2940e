public import BusinessTime
public import Ledger

/// The answer of `deliveries`.
public struct DeliveriesResult: Sendable, Hashable, Codable {
    /// The newest first.
    public var deliveries: [DeliveryItem]
    /// The number of deliveries in each state, as the ledger maintains it.
    public var counts: [String: Int]
    /// The same, counted from the rows; nil unless requested, as it reads them all.
    public var counted: [String: Int]?

    /// Reads a ledger.
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

/// A delivery in the answer of `deliveries`, without its message.
public struct DeliveryItem: Sendable, Hashable, Codable {
    public var seq: Int64
    /// The id, constant over retries.
    public var id: String
    /// The ticket's id; empty for a summary.
    public var ticket: String
    public var channel: String
    /// The roles it is for.
    public var roles: String
    /// The highest kind of alert in it.
    public var kind: String
    public var state: String
    /// When it was recorded.
    public var created: Instant
    public var attempts: Int
    /// The time of the next attempt, while pending.
    public var nextAttempt: Instant?
    /// When it reached a final state.
    public var finished: Instant?
    /// The result of the last attempt, or the reason of the final state.
    public var reason: String?

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
