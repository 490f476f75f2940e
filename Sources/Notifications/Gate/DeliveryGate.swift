public import BusinessTime
public import Ledger
public import ServiceLevels

/// A message at the moment at which it would leave.
public struct DueMessage: Sendable, Hashable {
    /// The message.
    public var record: DeliveryRecord
    /// The alerts that it tells of.
    public var alerts: [AlertIdentity]

    /// Makes one.
    public init(record: DeliveryRecord, alerts: [AlertIdentity]) {
        self.record = record
        self.alerts = alerts
    }

    /// Whether it stands for several messages about several tickets.
    public var isDigest: Bool {
        record.ticket.isEmpty && record.kind == AlertKind.digest.rawValue
    }

    /// The tickets it is about; none of a summary or an operational alert.
    public var tickets: Set<String> {
        if !record.ticket.isEmpty { return [record.ticket] }
        return isDigest ? Set(alerts.map(\.ticket)).subtracting([""]) : []
    }
}

/// What becomes of a message at the moment at which it would leave.
public enum GateDecision: Sendable, Hashable {
    /// It is sent: at least one of its alerts holds, and nothing keeps it back.
    case send
    /// It is not sent: it is no longer true.
    ///
    /// The cycles to reopen are those whose breach was to end by it, and is not over.
    case drop(reason: String, reopening: [CycleKey] = [])
    /// It is kept back for a time.
    case hold(Hold)
    /// It is a digest of which some is no longer true: its members are decided on anew.
    case unbundle
    /// The tickets cannot be read now; it is asked for again a little later.
    case unknown
}

/// Decides what becomes of messages, and words digests.
public protocol DeliveryGate {
    /// Decides on messages that are due at one moment; changes nothing.
    ///
    /// - Returns: A decision for each, in their order.
    func decisions(
        on messages: [DueMessage],
        now: Instant
    ) throws(LedgerError) -> [GateDecision]

    /// One message that tells of several; nil if they cannot be told as one.
    ///
    /// - Parameters:
    ///   - members: the messages, all of one channel.
    ///   - reason: why they are told as one: a cause of holding, or `allowance`.
    ///   - now: the moment.
    /// - Returns: the message, not yet recorded.
    func digest(of members: [DeliveryRecord], reason: String, now: Instant) -> NewDelivery?
}
