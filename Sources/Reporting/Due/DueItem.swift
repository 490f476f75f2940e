import BusinessTime
import ServiceLevels

/// A late clock, or a next step.
struct DueItem: Equatable {
    var ticket: String
    /// Empty if there is none.
    var owner: String
    /// The id of the clock or notice.
    var clock: String
    /// The id of the standard's rule.
    var rule: String
    /// The highest step reached if late, else the next one.
    var step: String
    /// The missed deadline, or when the next step is due.
    var at: Instant
    /// Whether a deadline was missed.
    var isLate: Bool

    /// Orders late items first, the longest late at the top, then by time.
    static func isSooner(_ left: DueItem, _ right: DueItem) -> Bool {
        if left.isLate != right.isLate { return left.isLate }
        return (left.at, left.ticket, left.clock, left.step)
            < (right.at, right.ticket, right.clock, right.step)
    }

    /// The late clocks and next steps of a ticket.
    static func items(of ticket: Ticket, policy: Policy, now: Instant) -> [DueItem] {
        var items: [DueItem] = []
        func add(_ clock: String, _ rule: String, _ step: String, _ at: Instant, late: Bool) {
            items.append(
                DueItem(
                    ticket: ticket.id,
                    owner: ticket["owner"] ?? "",
                    clock: clock,
                    rule: rule,
                    step: step,
                    at: at,
                    isLate: late
                )
            )
        }
        let readings = PolicyEvaluator(policy: policy).readings(
            of: ticket,
            now: now,
            explained: false
        )
        for reading in readings {
            let rule = reading.row.rule
            if reading.state == .breached, let due = reading.due {
                let highest = reading.reached.max {
                    ($0.at ?? .distantPast, $0.order) < ($1.at ?? .distantPast, $1.order)
                }
                add(reading.clock, rule, highest?.step.name ?? "–", due, late: true)
            }
            let next = reading.ahead.compactMap { point in
                point.at.map { (at: $0, order: point.order, name: point.step.name) }
            }.min { ($0.at, $0.order) < ($1.at, $1.order) }
            if let next {
                add(reading.clock, rule, next.name, next.at, late: false)
            } else if reading.state == .running, let due = reading.due {
                // A clock without a ladder still has a deadline.
                add(reading.clock, rule, "–", due, late: false)
            }
        }
        for reading in NoticeReading.readings(of: ticket, policy: policy, now: now) {
            guard let next = reading.next else { continue }
            add(reading.notice.id, reading.notice.rule, "notice", next, late: false)
        }
        return items
    }
}
