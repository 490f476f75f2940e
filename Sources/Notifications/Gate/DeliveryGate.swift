public import BusinessTime
public import Ledger
public import ServiceLevels

/// What is to become of a message at the moment at which it would leave.
public enum GateDecision: Sendable, Hashable {
    /// It is sent: at least one of its alerts holds, and nothing keeps it back.
    case send
    /// It is not sent: it is true no more.
    case drop(reason: String)
    /// It is kept back for a time.
    case hold(Hold)
    /// It is a digest of which some is true no more: its members are told anew, as far as they hold.
    case unbundle
    /// The tickets cannot be read now; it is asked for again a little later.
    ///
    /// Whoever judges says when it has been long enough for a message to go out all the same.
    case unknown
}

/// Decides what becomes of messages; the engine does, which can read the tickets.
public protocol DeliveryGate {
    /// The verdict on a message and the alerts that it tells of.
    func decision(
        on record: DeliveryRecord,
        alerts: [AlertIdentity],
        now: Instant
    ) -> GateDecision

    /// One message that tells of several; nil where they cannot be told as one.
    ///
    /// - Parameters:
    ///   - members: the messages, all of one channel.
    ///   - reason: why they are told as one: a cause of holding, or `allowance`.
    ///   - now: the moment.
    /// - Returns: the message, not yet recorded.
    func digest(of members: [DeliveryRecord], reason: String, now: Instant) -> NewDelivery?
}
