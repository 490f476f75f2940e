import BusinessTime
import ServiceLevels
import SlawatchTesting

/// Histories of every shape that a store can hold, told in the order of happening.
struct RandomHistory {
    var random: SplitMix64
    private var seq: Int64 = 0
    private var tick = 0
    private var priority = "P1"

    init(_ random: SplitMix64) { self.random = random }

    mutating func acts() -> [Act] {
        tick = random.number(0...(14 * 96)) * Tick.perQuarterHour
        var acts = [act(Milestone.received, priority: random.pick(["P1", "P2", "P3"]))]
        for _ in 0..<random.number(0...14) {
            // Now and then several at one instant, now and then nothing for days.
            tick += Tick.perQuarterHour * random.pick([0, 1, 2, 3, 5, 8, 13, 21, 60, 130])
            acts.append(next())
        }
        return acts
    }

    private mutating func next() -> Act {
        let kind = random.pick([
            "first_response", "first_response", "progress", "progress", "customer_message",
            "customer_message", "waiting", "waiting", "resumed", "resumed", "transfer",
            "department_done", "promise", "promise", "resolved", "resolved", "told", "closed",
            "reopened", "reopened", "reopened", "dissatisfied", "cancelled", "level_set",
        ])
        switch kind {
        case "waiting":
            return act(kind, subject: random.pick(["customer", "supplier", nil]))
        case "transfer", "department_done":
            return act(
                kind,
                subject: random.pick(["network", "billing", nil]),
                due: kind == "transfer" && random.oneIn(2) ? later(1...60) : nil
            )
        case "promise":
            return act(kind, due: random.oneIn(4) ? nil : later(1...120))
        case "level_set":
            return act(kind, priority: random.pick(["P1", "P2", "P3"]))
        default:
            return act(kind)
        }
    }

    private mutating func later(_ quarters: ClosedRange<Int>) -> Instant {
        Tick.instant(tick + Tick.perQuarterHour * random.number(quarters))
    }

    private mutating func act(
        _ kind: String,
        subject: String? = nil,
        due: Instant? = nil,
        priority: String? = nil
    ) -> Act {
        seq += 1
        let author = random.pick(["li", "robot", nil])
        return Act(
            tick: tick,
            event: TicketEvent(
                seq: seq,
                kind: kind,
                at: Tick.instant(tick),
                by: author,
                subject: subject,
                due: due
            ),
            priority: priority
        )
    }
}
