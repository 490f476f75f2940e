import BusinessTime
import Delivery
import Ledger
import ServiceLevels
import TicketStore

/// What people told the daemon: that they take care, that they want silence.
extension Engine {
    /// Reads anew what is in force.
    func readWords(now: Instant) throws(LedgerError) {
        silences = try ledger.silences(now: now)
        acknowledgements = Dictionary(
            grouping: try ledger.acknowledgements(now: now),
            by: \.ticket
        )
    }

    /// Takes in that somebody takes care of a ticket, or does so no more.
    func acknowledgementsChanged(of ticket: String, now: Instant) throws(LedgerError) {
        try readWords(now: now)
        try courier.reconsiderHeld(.acknowledged, now: now)
        lookAgain(at: ticket, now: now)
    }

    /// Takes in that a silence was made or ended: what it held back is told at once, as one.
    func silencesChanged(now: Instant) throws(LedgerError) {
        try readWords(now: now)
        try courier.reconsiderHeld(.silence, now: now)
    }

    /// Has a ticket looked at at the next wake-up.
    func lookAgain(at ticket: String, now: Instant) {
        guard store.isOpen, let ticket = try? store.ticket(id: ticket) else { return }
        hints.push(ticket.key, at: now)
    }

    /// Who takes care of a ticket, as the rules see it; where that ends by itself the ticket is
    /// looked at again: acknowledged but without progress, it goes on.
    func cares(of ticket: Ticket, now: Instant) -> [Care] {
        let given = (acknowledgements[ticket.id] ?? []).filter { $0.isInForce(at: now) }
        if let first = given.map(\.expires).min() { hints.push(ticket.key, at: first) }
        return given.map { Care(clock: $0.clock, at: $0.at) }
    }
}
