import BusinessTime
import Ledger
import Notifications
import ServiceLevels

/// Active acknowledgements and silences, as people gave them.
final class Overrides: EngineModule {
    private let context: EngineContext
    /// Who takes care of which ticket, as far as that is in force.
    private(set) var acknowledgements: [String: [Acknowledgement]] = [:]
    /// The silences that are in force or still to come.
    private(set) var silences: [Silence] = []

    init(_ context: EngineContext) {
        self.context = context
    }

    func start(now: Instant) throws(LedgerError) {
        try read(now: now)
    }

    /// Who takes care of a ticket, as the rules see it.
    ///
    /// The ticket is looked at again when that expires: without progress it goes on then.
    func activeAcknowledgements(of ticket: Ticket, now: Instant) -> [AcknowledgementScope] {
        let given = (acknowledgements[ticket.id] ?? []).filter { $0.isInForce(at: now) }
        if let first = given.map(\.expires).min() { context.schedule.push(ticket.key, at: first) }
        return given.map { AcknowledgementScope(clock: $0.clock, at: $0.at) }
    }

    /// Records an acknowledgement.
    func acknowledge(
        _ acknowledgement: Acknowledgement,
        now: Instant
    ) throws(LedgerError) -> Acknowledgement {
        let recorded = try context.ledger.acknowledge(acknowledgement)
        try acknowledgementsChanged(of: acknowledgement.ticket, now: now)
        return recorded
    }

    /// Takes acknowledgements of a ticket back: of one clock, or all.
    ///
    /// - Returns: How many were in force.
    func endAcknowledgements(
        of ticket: String,
        clock: String?,
        now: Instant
    ) throws(LedgerError) -> Int {
        let count = try context.ledger.endAcknowledgements(of: ticket, clock: clock, now: now)
        if count > 0 { try acknowledgementsChanged(of: ticket, now: now) }
        return count
    }

    /// Records a silence.
    func silence(_ silence: Silence, now: Instant) throws(LedgerError) -> Silence {
        let recorded = try context.ledger.silence(silence)
        try read(now: now)
        return recorded
    }

    /// Ends a silence, so that what it held back goes out at once; false if there was none.
    func endSilence(_ seq: Int64, now: Instant) throws(LedgerError) -> Bool {
        guard try context.ledger.endSilence(seq, now: now) else { return false }
        try read(now: now)
        try context.courier.reconsiderHeld(.silence, now: now)
        return true
    }

    private func acknowledgementsChanged(of ticket: String, now: Instant) throws(LedgerError) {
        try read(now: now)
        if context.courier.holdsAny {
            try context.courier.reconsiderHeld(.acknowledged, of: ticket, now: now)
        }
        context.pendingEvaluations.insert(ticket)
    }

    private func read(now: Instant) throws(LedgerError) {
        silences = try context.ledger.silences(now: now)
        acknowledgements = Dictionary(
            grouping: try context.ledger.acknowledgements(now: now),
            by: \.ticket
        )
    }
}
