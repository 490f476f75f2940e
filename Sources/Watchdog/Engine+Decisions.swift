import BusinessTime
import Ledger
import ServiceLevels

/// What is decided stays decided: written down when it falls, whatever level, queue, standard,
/// policy or calendar the ticket gets afterwards (`figures.md`, section 2).
extension Engine {
    /// What is newly decided of a ticket's turns, or decided anew: corrected facts and the
    /// reopening of what was finished undo a decision, nothing else does.
    func newDecisions(
        of ticket: Ticket,
        by reader: Reader,
        known: [TurnID: Decision],
        now: Instant
    ) -> [TurnDecision] {
        var decided: [TurnDecision] = []
        var undone = known.filter { !$0.value.holds(for: ticket) }
        for (turn, decision) in reader.decisions(of: ticket, now: now) {
            if known[turn] == decision { continue }
            if known[turn] != nil, undone[turn] == nil { continue }
            undone[turn] = nil
            decided.append(
                TurnDecision(
                    ticket: ticket.id,
                    turn: turn,
                    decision: decision,
                    policy: reader.policy.id
                )
            )
        }
        decided += undone.keys.map {
            TurnDecision(ticket: ticket.id, turn: $0, decision: nil, policy: reader.policy.id)
        }
        return decided
    }
}

extension Evaluation {
    /// Leaves out what is said of turns that were met: they stay met under a later standard too.
    mutating func leaveOut(_ decisions: [TurnID: Decision], of ticket: Ticket) {
        due.removeAll { step in
            let turn = TurnID(clock: step.identity.clock, cycle: step.identity.cycle, term: 0)
            guard let decision = decisions[turn], decision.verdict != .missed else { return false }
            return decision.holds(for: ticket)
        }
    }
}
