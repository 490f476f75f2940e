public import BusinessTime
public import Ledger
public import Notifications
import ServiceLevels
import TicketStore

/// What timers and the control socket ask of the engine.
extension Engine {
    /// Asks for a poll at the next wake-up: the poll timer has fired.
    public func requestPoll() { changeFeed.requestPoll() }

    /// Takes in what became of a delivery.
    public func complete(_ seq: Int64, _ outcome: DeliveryOutcome, now: Instant) {
        context.courier.complete(seq, outcome, now: now)
    }

    /// Takes in that the clock was set back by so much.
    public func clockWasSetBack(by span: TimeSpan, now: Instant) {
        context.courier.clockWasSetBack(by: span, now: now)
    }

    /// Takes in that something in the ledger could not be read or written.
    func ledgerFailed(_ error: LedgerError) { ledgerHealth.failed(error) }

    /// Whether the ledger was found damaged: only a start with a new one helps.
    var isLedgerDamaged: Bool { ledgerHealth.isDamaged }

    /// How many messages are being sent at this moment.
    public var deliveriesUnderWay: Int { context.courier.inFlight.count }

    // MARK: - Pausing

    /// Sends nothing until a moment; alerts are recorded all the same.
    public func pause(until end: Instant) throws(LedgerError) {
        try deliveryPump.pause(until: end)
    }

    /// Ends a pause; what still holds is sent at the next wake-up.
    ///
    /// - Returns: Whether there was one.
    public func resume(now: Instant) throws(LedgerError) -> Bool {
        try deliveryPump.resume(now: now)
    }

    // MARK: - Acknowledgements and silences

    /// Records an acknowledgement.
    public func acknowledge(
        _ acknowledgement: Acknowledgement,
        now: Instant
    ) throws(LedgerError) -> Acknowledgement {
        try overrides.acknowledge(acknowledgement, now: now)
    }

    /// Takes acknowledgements of a ticket back: of one clock, or all.
    ///
    /// - Returns: How many were in force.
    public func endAcknowledgements(
        of ticket: String,
        clock: String?,
        now: Instant
    ) throws(LedgerError) -> Int {
        try overrides.endAcknowledgements(of: ticket, clock: clock, now: now)
    }

    /// Records a silence.
    public func silence(_ silence: Silence, now: Instant) throws(LedgerError) -> Silence {
        try overrides.silence(silence, now: now)
    }

    /// Ends a silence; false if there was none.
    public func endSilence(_ seq: Int64, now: Instant) throws(LedgerError) -> Bool {
        try overrides.endSilence(seq, now: now)
    }

    /// Adds a call to the audit trail.
    public func audit(_ entry: AuditEntry) throws(LedgerError) { try context.ledger.audit(entry) }

    /// Counts calls that changed nothing.
    public func count(_ calls: CallCount) throws(LedgerError) { try context.ledger.count(calls) }

    // MARK: - Deliveries

    /// Sends a dead letter again under its id.
    ///
    /// - Parameters:
    ///   - name: the delivery's id or position.
    ///   - now: when it is to be tried.
    /// - Returns: What is to be sent; nil if there is no such dead letter.
    /// - Throws: `LedgerError` if the ledger cannot be written.
    public func retryDelivery(
        _ name: String,
        now: Instant
    ) throws(LedgerError) -> PendingDelivery? {
        // Its death may not be recorded yet.
        try context.courier.flush(now: now)
        guard let redelivered = try context.ledger.redeliver(name, now: now) else { return nil }
        context.courier.add([redelivered], dropped: [])
        return redelivered
    }

    // MARK: - What may be named

    /// What people may name when they acknowledge or silence.
    public func vocabulary(now: Instant) -> Vocabulary {
        let policies = context.configuration.policies
        let clocks = policies.entries.map(\.policy).flatMap { policy in
            policy.clocks.map(\.id) + policy.notices.map(\.id)
        }
        return Vocabulary(
            clocks: Set(clocks).sorted(),
            channels: context.courier.channelStatus(now: now).map(\.name),
            attributes: policies.layout.names.sorted()
        )
    }

    /// Whether there is such a ticket; nil if the store cannot be read now.
    public func knows(ticket id: String) -> Bool? {
        guard context.store.isOpen else { return nil }
        do {
            return try context.store.ticket(id: id) != nil
        } catch {
            return nil
        }
    }
}
