import BusinessTime
import Delivery
import Ledger
import ServiceLevels
import TicketStore

/// The end of breaches: told wherever the breach was really delivered, and nowhere else.
extension Engine {
    /// After how long a ticket is looked at again whose breach is just being sent.
    private static let inFlightRetry = TimeSpan.seconds(2)

    /// What is to be said of breaches of a ticket that are over.
    func endedBreaches(of ticket: Ticket, now: Instant) -> [Posting] {
        guard !rulebook.shadow else { return [] }
        do {
            let turns = try ledger.unendedBreaches(of: ticket.id)
            guard !turns.isEmpty else { return [] }
            let reader = reader(for: ticket)
            // However often a new time was promised, it is one breach.
            let breaches = Dictionary(grouping: turns) { [$0.clock, "\($0.cycle)"] }
            var postings: [Posting] = []
            for turns in breaches.values {
                guard let turn = turns.max(by: { $0.term < $1.term }) else { continue }
                if reader?.isRunning(turn, for: ticket, now: now) ?? false { continue }
                let posting = try end(of: turns, turn, ticket: ticket, reader: reader, now: now)
                if let posting { postings.append(posting) }
            }
            return postings
        } catch {
            hints.push(ticket.key, at: now + .seconds(5))
            ledgerFailed(error)
            return []
        }
    }

    /// Looks at every ticket with such a breach: one may have been closed while nobody watched.
    func lookAtUnendedBreaches(now: Instant) throws(LedgerError) {
        for id in try ledger.ticketsOfUnendedBreaches() { lookAgain(at: id, now: now) }
    }

    private func end(
        of turns: [TurnID],
        _ turn: TurnID,
        ticket: Ticket,
        reader: Reader?,
        now: Instant
    ) throws(LedgerError) -> Posting? {
        var messages: [DeliveryRecord] = []
        for turn in turns { messages += try ledger.messages(ofBreach: turn, ticket: ticket.id) }
        // What is being sent at this moment may arrive: whoever gets it must hear of its end too.
        if messages.contains(where: { courier.inFlight.contains($0.seq) }) {
            hints.push(ticket.key, at: now + Self.inFlightRetry)
            return nil
        }
        let told = messages.filter { $0.state == .delivered || $0.state == .accepted }
        let ends = (ticket: ticket.id, turns: turns)
        let reading = reader?.readings(of: ticket, now: now, explained: true).last {
            $0.clock == turn.clock && $0.cycle == turn.cycle
        }
        guard !told.isEmpty, let reading else {
            return Posting(alerts: [], disposition: .raised, deliveries: [], ends: ends)
        }
        let (outcome, at) = reading.outcome(now: now)
        let step = DueStep(
            identity: AlertIdentity(
                ticket: ticket.id,
                clock: turn.clock,
                cycle: turn.cycle,
                term: turn.term,
                step: "resolved",
                occurrence: try ledger.timesEnded(turn, ticket: ticket.id) + 1
            ),
            kind: .resolved,
            rule: reading.row.rule,
            name: reading.name,
            at: at,
            roles: [],
            started: reading.started,
            due: reading.due,
            calendar: reading.row.calendar.name
        )
        let alert = Alert(step: step)
        return Posting(
            alerts: [alert],
            disposition: .raised,
            deliveries: rulebook.writer.deliveries(
                of: alert,
                outcome: outcome,
                ticket: ticket,
                reading: reading,
                told: told,
                now: now
            ),
            ends: ends
        )
    }
}

extension ClockReading {
    /// How the clock came to its end, and when.
    fileprivate func outcome(now: Instant) -> (String, Instant) {
        switch state {
        case .late(let at): ("late", at)
        case .met(let at): ("met", at)
        case .renegotiated(let at): ("renegotiated", at)
        case .ended(let at): ("ended", at)
        case .running, .breached, .paused: ("ended", now)
        }
    }
}
