import BusinessTime

/// The outcomes of a clock's cycles, level by level (`figures.md` 2.1 to 2.6).
struct CycleOutcomes {
    /// The outcome of one cycle.
    struct Outcome {
        /// Whether it was met or missed; nil if undecided.
        var decision: Decision?
        /// The index of the promise in force; nil for the standard's target.
        var promise: Int?
    }

    /// The cycles by start.
    private(set) var all: [(cycle: CycleID, outcome: Outcome)] = []

    private var places: [CycleID: Int] = [:]
    private let ticket: Ticket
    private let pauses: [Pause]
    private let now: Instant

    init(_ rows: [ClockRow], _ ticket: Ticket, pauses: [Pause], now: Instant) {
        self.ticket = ticket
        self.pauses = pauses
        self.now = now
        for period in ticket.levelPeriods {
            guard let rules = rows.first(where: { $0.row.when.holds(for: period.ticket) }),
                let target = rules.row.target
            else { continue }
            var finder = CycleFinder(rules)
            finder.find(rules, in: period.ticket)
            for cycle in finder.cycles {
                var outcome = self[cycle.id] ?? Outcome()
                // A decision is final, except that something finished may be satisfied later.
                if outcome.decision == nil || outcome.decision?.verdict == .ended {
                    follow(cycle, rules, target, in: period, &outcome)
                }
                set(outcome, of: cycle.id)
            }
        }
    }

    /// The outcome of a cycle; nil if there is no such cycle.
    subscript(_ cycle: CycleID) -> Outcome? {
        places[cycle].map { all[$0].outcome }
    }

    private mutating func set(_ outcome: Outcome, of cycle: CycleID) {
        if let place = places[cycle] {
            all[place].outcome = outcome
        } else {
            places[cycle] = all.count
            all.append((cycle, outcome))
        }
    }

    /// Follows a cycle through the period of one level.
    private func follow(
        _ cycle: Cycle,
        _ rules: ClockRow,
        _ target: Target,
        in period: LevelPeriod,
        _ outcome: inout Outcome
    ) {
        func timed(_ promise: Int?) -> TimedCycle? {
            TimedCycle(rules, target, cycle, promise: promise, of: period.ticket, pauses: pauses)
        }
        guard let standard = timed(nil) else { return }
        let standardDue = standard.timeline.moment(standard.unpausedDue)
        var due = standardDue
        if let promise = outcome.promise, promise < cycle.promises.count, let timed = timed(promise)
        {
            due = timed.timeline.moment(timed.unpausedDue)
        }
        func decide(_ verdict: Decision.Verdict, _ at: Instant, _ satisfied: Instant?) {
            // A level that came into force later cannot decide earlier.
            let at = period.from.map { max($0, at) } ?? at
            guard at < now || verdict != .missed && at <= now else { return }
            let kinds = rules.kinds + (cycle.isSettled ? [Decision.finished] : [])
            outcome.decision = Decision(
                verdict: verdict,
                at: at,
                rule: rules.row.rule,
                level: period.ticket["priority"],
                due: due,
                standardDue: standardDue,
                satisfied: satisfied.flatMap { $0 <= at ? $0 : nil },
                kinds: kinds,
                facts: ticket.facts(of: kinds, upTo: at)
            )
        }
        let until = period.until ?? .distantFuture
        let done = cycle.satisfied.flatMap { $0 < until ? $0 : nil }
        let over = cycle.ended.flatMap { $0 < until ? $0 : nil }
        let end = min(until, done ?? .distantFuture, over ?? .distantFuture)
        // A promise counts only if it was made in time: a promise after the miss changes nothing
        // (2.5).
        for index in cycle.promises.indices where index > outcome.promise ?? -1 {
            let promise = cycle.promises[index]
            guard promise.made < end else { break }
            if let from = period.from, promise.made < from { continue }
            if let missed = due, missed < promise.made { return decide(.missed, missed, nil) }
            outcome.promise = index
            due = timed(index).flatMap { $0.timeline.moment($0.unpausedDue) }
        }
        if let done {
            if let due, done > due { return decide(.missed, due, done) }
            let isLater = standardDue.map { done > $0 } ?? false
            return decide(outcome.promise != nil && isLater ? .renegotiated : .met, done, done)
        }
        if let over {
            // Ended under an earlier level.
            if outcome.decision != nil { return }
            if let due, due < over { return decide(.missed, due, nil) }
            return decide(.ended, over, nil)
        }
        if let due, due < until { decide(.missed, due, nil) }
    }
}
