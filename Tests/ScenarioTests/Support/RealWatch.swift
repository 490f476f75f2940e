import BusinessTime
import ServiceLevels
import Testing

/// The code under test, driven through a history from hint to hint as the engine does it.
struct RealWatch {
    private let reader: PolicyEvaluator
    private var ticket: Ticket
    private var now = Tick.origin
    private(set) var raised = RaisedSteps()
    private(set) var lines: [String] = []

    init(_ policy: Policy) {
        reader = PolicyEvaluator(policy: policy)
        ticket = Ticket(
            key: 1,
            id: "T",
            values: [nil],
            layout: AttributeLayout(["priority"]),
            events: []
        )
    }

    /// Lives through a history; looks at the moments the rules ask for, and at some others.
    mutating func run(
        _ history: [Act],
        to end: Int,
        also extra: [Int] = [],
        isDown: (Int) -> Bool
    ) {
        now = Tick.instant(history.first?.tick ?? 0)
        var rest = history[...]
        var extra = extra.filter { Tick.instant($0) > now }.sorted()[...]
        let last = Tick.instant(end) + .milliseconds(1)
        while true {
            let act = rest.first.map { Tick.instant($0.tick) }
            let more = extra.first.map(Tick.instant)
            let next = min(hint(isDown), act ?? .distantFuture, more ?? .distantFuture)
            guard next <= last else { break }
            now = next
            look(isDown)
            if next == more { extra.removeFirst() }
            while let act = rest.first, act.tick == Tick.index(now), next == Tick.instant(act.tick)
            {
                rest.removeFirst()
                if let priority = act.priority { ticket.values[0] = priority }
                ticket.events.append(act.event)
                look(isDown)
            }
        }
    }

    /// When the rules ask for a look; while nobody looks, when somebody does again.
    private func hint(_ isDown: (Int) -> Bool) -> Instant {
        guard !ticket.events.isEmpty else { return .distantFuture }
        var tick = Tick.index(now)
        guard isDown(tick) else {
            let next = reader.evaluate(ticket, now: now).next ?? .distantFuture
            if next <= now { Issue.record("the next look lies in the past") }
            let index = next < Tick.instant(Tick.count) ? Tick.index(next) : Tick.count
            return isDown(index) ? firstUp(index) : max(next, now + .milliseconds(1))
        }
        while isDown(tick) { tick += 1 }
        return Tick.instant(tick)
    }

    private func firstUp(_ tick: Int) -> Instant { Tick.instant(tick) }

    private mutating func look(_ isDown: (Int) -> Bool) {
        let tick = Tick.index(now)
        guard !isDown(tick), !ticket.events.isEmpty else { return }
        for alert in reader.evaluate(ticket, now: now).alerts(raised: raised) {
            for step in alert.covered + [alert.step] {
                raised.insert(step.identity, at: Tick.instant(0))
            }
            lines.append(line(alert, tick))
        }
    }

    private func line(_ alert: Alert, _ tick: Int) -> String {
        let identity = alert.step.identity
        let passed = now - Tick.instant(tick)
        if passed > .milliseconds(1) { Issue.record("said at a moment that is no tick") }
        return AlertLine.text(
            tick: tick,
            past: passed > .zero,
            clock: identity.clock,
            cycle: identity.cycle.seq,
            promiseRevision: identity.promiseRevision,
            step: identity.step,
            occurrence: identity.occurrence,
            covered: alert.covered.map(\.identity.step),
            roles: alert.roles,
            missed: alert.missedOccurrences
        )
    }
}
