import Ledger
import ServiceLevels

/// What is decided stays decided: written down when it falls, whatever level, queue, standard,
/// policy or calendar the ticket gets afterwards (`figures.md`, section 2).
extension TicketLook {
    /// What is newly decided of a ticket's cycles, or decided anew: corrected facts and the
    /// reopening of what was finished undo a decision, nothing else does.
    mutating func newDecisions(known: [CycleKey: Decision]) -> [CycleDecision] {
        var decided: [CycleDecision] = []
        var undone = known.filter { !$0.value.holds(for: ticket) }
        for (turn, decision) in decisions {
            if known[turn] == decision {
                // Made anew just so: withdrawing it would have it recorded again at the next look.
                undone[turn] = nil
                continue
            }
            if known[turn] != nil, undone[turn] == nil { continue }
            undone[turn] = nil
            decided.append(
                CycleDecision(
                    ticket: ticket.id,
                    turn: turn,
                    decision: decision,
                    policy: evaluator.policy.id
                )
            )
        }
        decided += undone.keys.map {
            CycleDecision(ticket: ticket.id, turn: $0, decision: nil, policy: evaluator.policy.id)
        }
        return decided
    }
}

extension Evaluation {
    /// Leaves out what is said of turns that were met: they stay met under a later standard too.
    mutating func leaveOut(_ decisions: [CycleKey: Decision], of ticket: Ticket) {
        due.removeAll { step in
            let turn = CycleKey(step.identity).withoutPromises
            guard let decision = decisions[turn], decision.verdict != .missed else { return false }
            return decision.holds(for: ticket)
        }
    }
}
