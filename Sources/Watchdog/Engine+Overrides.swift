import BusinessTime
import Delivery
import Ledger
import ServiceLevels
import TicketStore

/// What people told the daemon: that they take care, that they want silence.
extension Engine {
    /// Reads anew what is in force.
    func readOverrides(now: Instant) throws(LedgerError) {
        silences = try ledger.silences(now: now)
        acknowledgements = Dictionary(
            grouping: try ledger.acknowledgements(now: now),
            by: \.ticket
        )
    }

    /// Takes in that somebody takes care of a ticket, or does so no more.
    func acknowledgementsChanged(of ticket: String, now: Instant) throws(LedgerError) {
        try readOverrides(now: now)
        if courier.holdsAny {
            try courier.reconsiderHeld(.acknowledged, of: ticket, now: now)
        }
        pendingEvaluations.insert(ticket)
    }

    /// Takes in that a silence was ended: what it held back is told at once, as one.
    func silenceEnded(now: Instant) throws(LedgerError) {
        try readOverrides(now: now)
        try courier.reconsiderHeld(.silence, now: now)
    }

    /// How many owed looks are paid at one wake-up: a morning's ticks must not wait for them.
    private static let looksAtOnce = 200

    /// Has tickets looked at that somebody asked for by id.
    func enqueuePending(now: Instant) {
        guard store.isOpen else { return }
        for id in pendingEvaluations.prefix(Self.looksAtOnce) {
            do {
                if let ticket = try store.ticket(id: id) {
                    schedule.push(ticket.key, at: now)
                } else {
                    planClosedLook(at: id, nil)
                }
                pendingEvaluations.remove(id)
            } catch {
                return storeFailed(error, now: now)
            }
        }
    }

    /// Who takes care of a ticket, as the rules see it; where that ends by itself the ticket is
    /// looked at again: acknowledged but without progress, it goes on.
    func activeAcknowledgements(of ticket: Ticket, now: Instant) -> [AcknowledgementScope] {
        let given = (acknowledgements[ticket.id] ?? []).filter { $0.isInForce(at: now) }
        if let first = given.map(\.expires).min() { schedule.push(ticket.key, at: first) }
        return given.map { AcknowledgementScope(clock: $0.clock, at: $0.at) }
    }
}
