import BusinessTime
import ServiceLevels

/// The state of a notice for a ticket.
struct NoticeReading {
    let notice: Notice
    /// When it was due, for each event that asked for it.
    let due: [DueStep]
    /// When it is due next; nil for never, by present facts.
    let next: Instant?

    /// The notices that are, were or will be due.
    static func readings(of ticket: Ticket, policy: Policy, now: Instant) -> [NoticeReading] {
        policy.notices.compactMap { notice in
            guard notice.when.holds(for: ticket) else { return nil }
            let alone = Policy(
                id: policy.id,
                name: policy.name,
                automatic: policy.automatic,
                clocks: [],
                notices: [notice]
            )
            let evaluation = PolicyEvaluator(policy: alone).evaluate(ticket, now: now)
            if evaluation.due.isEmpty, evaluation.next == nil { return nil }
            return NoticeReading(notice: notice, due: evaluation.due, next: evaluation.next)
        }
    }
}
