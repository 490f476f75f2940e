import BusinessTime
import ServiceLevels

/// How a notice stands for a ticket.
struct NoticeReading {
    /// The notice.
    let notice: Notice
    /// When it was to be said, for each event that asked for it.
    let due: [DueStep]
    /// When it will be said next; nil for never, as things are.
    let next: Instant?

    /// The notices that ask for something now or later, or have.
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
