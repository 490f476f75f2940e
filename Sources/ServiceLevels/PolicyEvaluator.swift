public import BusinessTime

/// Reads a ticket's clocks at a moment.
///
/// Pure: the same ticket, policy and moment give the same readings.
public struct PolicyEvaluator: Sendable {
    /// The policy in force.
    public let policy: Policy
    /// The rows of each clock, in the order of the policy.
    private let clocks: [[ClockRow]]
    /// The authors that are programs.
    let automatic: TextSet

    /// Makes a reader for a policy.
    public init(policy: Policy) {
        self.policy = policy
        let automatic = policy.automatic
        self.automatic = automatic
        var conditions: [Predicate] = []
        clocks = policy.clocks.map { clock in
            clock.cases.map { row in
                let known = conditions.firstIndex(of: row.when)
                if known == nil { conditions.append(row.when) }
                return ClockRow(
                    clock: clock,
                    row: row,
                    automatic: automatic,
                    condition: known ?? conditions.count - 1
                )
            }
        }
    }

    /// The readings of a ticket's clocks.
    ///
    /// - Parameters:
    ///   - ticket: the ticket with its history.
    ///   - now: the moment to read at.
    ///   - explained: whether closed turns and the counted stretches are wanted too.
    /// - Returns: a reading for each turn of each clock that the ticket has.
    public func readings(of ticket: Ticket, now: Instant, explained: Bool) -> [ClockReading] {
        var readings: [ClockReading] = []
        read(ticket, now: now, explained: explained) { readings.append($0) }
        return readings
    }

    /// The ladders of the policy's rows, as they stand.
    public var ladders: [Ladder] { clocks.flatMap { $0.map(\.ladder) } }

    /// Hands over one reading after the other.
    func read(
        _ ticket: Ticket,
        now: Instant,
        explained: Bool,
        begun: BegunLadders = [:],
        _ body: (ClockReading) -> Void
    ) {
        let waits = ticket.waits(under: policy, automatic: automatic)
        let mark = ticket.mark
        guard let first = clocks.first(where: { !$0.isEmpty })?.first else { return }
        var answers = ConditionAnswers()
        // One for all clocks, so that its room is found once.
        var finder = CycleFinder(first)
        for rows in clocks where rows.first?.clock.start.mayMatch(mark) ?? false {
            guard let rules = rows.first(where: { answers.holds($0, for: ticket) }),
                let target = rules.row.target
            else { continue }
            finder.find(rules, in: ticket)
            let outcomes =
                explained ? CycleOutcomes(rows, ticket, waits: waits, now: now) : nil
            for index in finder.cycles.indices
            where explained || finder.cycles[index].isOpen {
                let cycle = finder.cycles[index]
                guard
                    let turn = TimedCycle(
                        rules,
                        target,
                        cycle,
                        // Whoever was told a new time is reminded of it, also after a miss.
                        promise: cycle.promises.indices.last,
                        of: ticket,
                        waits: waits
                    )
                else { continue }
                let ladder = begun.isEmpty ? rules.ladder : turn.ladder(among: begun)
                var reading = turn.reading(ladder, now: now, explained: explained)
                reading.decision = outcomes?[cycle.id]?.decision
                body(reading)
            }
        }
    }

    /// What was decided of a ticket's turns up to a moment, by the levels of their time: also of
    /// clocks that the present level does not have.
    public func decisions(
        of ticket: Ticket,
        now: Instant
    ) -> [(turn: CycleKey, decision: Decision)] {
        let waits = ticket.waits(under: policy, automatic: automatic)
        let mark = ticket.mark
        var decisions: [(turn: CycleKey, decision: Decision)] = []
        for rows in clocks where rows.first?.clock.start.mayMatch(mark) ?? false {
            let outcomes = CycleOutcomes(rows, ticket, waits: waits, now: now)
            for (cycle, outcome) in outcomes.all {
                guard let decision = outcome.decision, let clock = rows.first?.clock.id
                else { continue }
                decisions.append(
                    (CycleKey(clock: clock, cycle: cycle, promiseRevision: 0), decision)
                )
            }
        }
        return decisions
    }
}
