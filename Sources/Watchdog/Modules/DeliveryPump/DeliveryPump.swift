import BusinessTime
import Ledger
import Logging
import Notifications

/// Sends what is recorded, unless somebody asked for a pause or nothing is to be sent at all.
final class DeliveryPump: EngineModule {
    private let context: EngineContext
    private let gate: TicketGate
    private let ledgerHealth: LedgerHealth
    /// Until when nothing is sent, as somebody asked for; nil if nobody did.
    private(set) var pausedUntil: Instant?

    init(_ context: EngineContext, _ gate: TicketGate, _ ledgerHealth: LedgerHealth) {
        self.context = context
        self.gate = gate
        self.ledgerHealth = ledgerHealth
    }

    func start(now: Instant) throws(LedgerError) {
        try takeUpPause(now: now)
        try context.courier.resume(now: now)
        try context.courier.takeUpCooldowns(now: now)
    }

    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        // Sending nothing goes well on a full disk too; `LedgerHealth` finds out when it is over.
        guard ledgerHealth.trouble == nil else { return nil }
        do {
            if context.configuration.shadow {
                // What was still to be sent waits until something may be sent again.
                try context.courier.flush(now: now)
                return nil
            }
            if let end = endOfPause(now: now) {
                try context.courier.flush(now: now)
                return end
            }
            return try context.courier.pump(now: now, gate: gate)
        } catch {
            ledgerHealth.failed(error)
            return now + LedgerHealth.retry
        }
    }

    func finish(now: Instant) throws(LedgerError) {
        try context.courier.flush(now: now)
    }

    // MARK: - Pausing

    /// Sends nothing until a moment; alerts are recorded all the same.
    func pause(until end: Instant) throws(LedgerError) {
        try context.ledger.pause(until: end)
        pausedUntil = end
    }

    /// Ends a pause; what still holds is sent at the next wake-up.
    ///
    /// - Returns: Whether there was one.
    func resume(now: Instant) throws(LedgerError) -> Bool {
        guard let end = pausedUntil else { return false }
        try context.ledger.pause(until: min(end, now))
        pausedUntil = nil
        context.courier.retryWindowStart = min(end, now)
        return end > now
    }

    /// Takes up a pause that was in force when the last daemon ended.
    private func takeUpPause(now: Instant) throws(LedgerError) {
        guard let end = try context.ledger.pausedUntil() else { return }
        // Of a pause that is over, its end counts: messages must not be given up for it.
        context.courier.retryWindowStart = min(end, now)
        guard end > now else { return }
        pausedUntil = end
        context.logger.notice(
            "paused: nothing is sent until \(end.iso8601())",
            metadata: ["EVENT": "paused", "SLA_UNTIL": "\(end.iso8601())"]
        )
    }

    /// Until when nothing is sent; nil if there is no pause, or it has just ended.
    private func endOfPause(now: Instant) -> Instant? {
        guard let end = pausedUntil else { return nil }
        if end > now { return end }
        pausedUntil = nil
        context.courier.retryWindowStart = end
        context.logger.notice("the pause is over", metadata: ["EVENT": "resumed"])
        return nil
    }
}
