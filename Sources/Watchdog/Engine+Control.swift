public import BusinessTime
public import Delivery
public import Ledger
import Logging
import ServiceLevels
import TicketStore

extension Engine {
    // MARK: - Pausing

    /// Takes up a pause that was in force when the last daemon ended.
    func takeUpPause(now: Instant) throws(LedgerError) {
        guard let end = try ledger.pausedUntil() else { return }
        // Of a pause that is over, its end counts: messages must not be given up for it.
        courier.retryWindowStart = min(end, now)
        guard end > now else { return }
        pausedUntil = end
        logger.notice(
            "paused: nothing is sent until \(end.iso8601())",
            metadata: ["EVENT": "paused", "SLA_UNTIL": "\(end.iso8601())"]
        )
    }

    /// Sends nothing until a moment; alerts are recorded all the same.
    public func pause(until end: Instant) throws(LedgerError) {
        try ledger.pause(until: end)
        pausedUntil = end
    }

    /// Ends a pause; what still holds is sent at the next wake-up.
    ///
    /// - Returns: Whether there was one.
    public func resume(now: Instant) throws(LedgerError) -> Bool {
        guard let end = pausedUntil else { return false }
        try ledger.pause(until: min(end, now))
        pausedUntil = nil
        courier.retryWindowStart = min(end, now)
        return end > now
    }

    /// Until when nothing is sent; nil where there is no pause, or it has just ended.
    func endOfPause(now: Instant) -> Instant? {
        guard let end = pausedUntil else { return nil }
        if end > now { return end }
        pausedUntil = nil
        courier.retryWindowStart = end
        logger.notice("the pause is over", metadata: ["EVENT": "resumed"])
        return nil
    }

    // MARK: - Acknowledgements and silences

    /// Records an acknowledgement.
    public func acknowledge(
        _ acknowledgement: Acknowledgement,
        now: Instant
    ) throws(LedgerError) -> Acknowledgement {
        let recorded = try ledger.acknowledge(acknowledgement)
        try acknowledgementsChanged(of: acknowledgement.ticket, now: now)
        return recorded
    }

    /// Takes acknowledgements of a ticket back: of one clock, or all.
    ///
    /// - Returns: How many were in force.
    public func endAcknowledgements(
        of ticket: String,
        clock: String?,
        now: Instant
    ) throws(LedgerError) -> Int {
        let count = try ledger.endAcknowledgements(of: ticket, clock: clock, now: now)
        if count > 0 { try acknowledgementsChanged(of: ticket, now: now) }
        return count
    }

    /// Records a silence.
    public func silence(_ silence: Silence, now: Instant) throws(LedgerError) -> Silence {
        let recorded = try ledger.silence(silence)
        try readOverrides(now: now)
        return recorded
    }

    /// Ends a silence; false where there was none.
    public func endSilence(_ seq: Int64, now: Instant) throws(LedgerError) -> Bool {
        guard try ledger.endSilence(seq, now: now) else { return false }
        try silenceEnded(now: now)
        return true
    }

    /// Adds a call to the audit trail.
    public func audit(_ entry: AuditEntry) throws(LedgerError) { try ledger.audit(entry) }

    /// Counts calls that changed nothing.
    public func count(_ calls: CallCount) throws(LedgerError) { try ledger.count(calls) }

    // MARK: - Deliveries

    /// Sends a dead letter again under its id.
    ///
    /// - Parameters:
    ///   - name: the delivery's id or position.
    ///   - now: when it is to be tried.
    /// - Returns: What is to be sent; nil where there is no such dead letter.
    /// - Throws: `LedgerError` where the ledger cannot be written.
    public func retryDelivery(
        _ name: String,
        now: Instant
    ) throws(LedgerError) -> PendingDelivery? {
        // Its death may not be recorded yet.
        try courier.flush(now: now)
        guard let redelivered = try ledger.redeliver(name, now: now) else { return nil }
        courier.add([redelivered], dropped: [])
        return redelivered
    }

    /// How the channels stand.
    public func channels(now: Instant) -> [ChannelStatus] { courier.channelStatus(now: now) }

    // MARK: - What may be named

    /// What people may name when they acknowledge or silence.
    public func vocabulary(now: Instant) -> Vocabulary {
        let policies = configuration.policies.entries.map(\.policy)
        let clocks = policies.flatMap { $0.clocks.map(\.id) + $0.notices.map(\.id) }
        return Vocabulary(
            clocks: Set(clocks).sorted(),
            channels: courier.channelStatus(now: now).map(\.name),
            attributes: configuration.policies.layout.names.sorted()
        )
    }

    /// Whether there is such a ticket; nil where the store cannot be read now.
    public func knows(ticket id: String) -> Bool? {
        guard store.isOpen else { return nil }
        do {
            return try store.ticket(id: id) != nil
        } catch {
            return nil
        }
    }
}
