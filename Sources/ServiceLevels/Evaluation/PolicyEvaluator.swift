public import BusinessTime

/// Evaluates a policy for a ticket at a moment.
///
/// Pure: the same ticket, policy and moment give the same readings.
public struct PolicyEvaluator: Sendable {
    public let policy: Policy
    /// The rows of each clock, in the order of the policy.
    private let clocks: [[ClockRow]]
    /// Authors that are programs.
    let automatic: TextSet

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
    ///   - explained: whether closed cycles and the counted stretches are wanted too.
    /// - Returns: a reading for each cycle of each clock that the ticket has.
    public func readings(of ticket: Ticket, now: Instant, explained: Bool) -> [ClockReading] {
        var look = look(at: ticket, now: now)
        return explained ? look.readings : look.openReadings
    }

    /// The decisions about a ticket's cycles up to a moment, by the levels of their time.
    ///
    /// They include clocks that the present level does not have.
    public func decisions(
        of ticket: Ticket,
        now: Instant
    ) -> [(turn: CycleKey, decision: Decision)] {
        var look = look(at: ticket, now: now)
        return look.decisions
    }

    /// The present ladders of the policy's rows.
    public var ladders: [Ladder] { clocks.flatMap { $0.map(\.ladder) } }

    /// The stretches in which a ticket waits for somebody else.
    func pauses(of ticket: Ticket) -> [Pause] {
        ticket.pauses(under: policy, automatic: automatic)
    }

    /// Passes on one reading after the other.
    ///
    /// - Parameters:
    ///   - ticket: the ticket with its history.
    ///   - now: the moment to read at.
    ///   - pauses: the ticket's pauses.
    ///   - outcomes: the outcomes of each clock's cycles, to include closed cycles and counted
    ///     stretches.
    ///   - begun: ladders that began before their rows were edited and continue unchanged.
    ///   - body: receives each reading.
    func read(
        _ ticket: Ticket,
        now: Instant,
        pauses: [Pause],
        outcomes: [CycleOutcomes?]? = nil,
        begun: BegunLadders = [:],
        _ body: (ClockReading) -> Void
    ) {
        let mark = ticket.mark
        guard let first = clocks.first(where: { !$0.isEmpty })?.first else { return }
        var answers = ConditionAnswers()
        // One for all clocks, to allocate once.
        var finder = CycleFinder(first)
        for place in clocks.indices {
            let rows = clocks[place]
            guard rows.first?.clock.start.mayMatch(mark) ?? false,
                let rules = rows.first(where: { answers.holds($0, for: ticket) }),
                let target = rules.row.target
            else { continue }
            finder.find(rules, in: ticket)
            for index in finder.cycles.indices
            where outcomes != nil || finder.cycles[index].isOpen {
                let cycle = finder.cycles[index]
                guard
                    let timed = TimedCycle(
                        rules,
                        target,
                        cycle,
                        // People who were promised a new time are reminded of it, even after a
                        // miss.
                        promise: cycle.promises.indices.last,
                        of: ticket,
                        pauses: pauses
                    )
                else { continue }
                let ladder = begun.isEmpty ? rules.ladder : timed.ladder(among: begun)
                var reading = timed.reading(ladder, now: now, explained: outcomes != nil)
                reading.decision = outcomes?[place]?[cycle.id]?.decision
                body(reading)
            }
        }
    }

    /// The outcomes of each clock's cycles up to a moment, by the levels of their time; nil for a
    /// clock that never began.
    func outcomes(of ticket: Ticket, now: Instant, pauses: [Pause]) -> [CycleOutcomes?] {
        let mark = ticket.mark
        return clocks.map { rows in
            guard rows.first?.clock.start.mayMatch(mark) ?? false else { return nil }
            return CycleOutcomes(rows, ticket, pauses: pauses, now: now)
        }
    }

    /// The id of the clock at a place.
    func clock(at place: Int) -> String? { clocks[place].first?.clock.id }
}
