public import BusinessTime

/// What a policy makes of a ticket at a moment.
///
/// Each part is worked out once, when it is first asked for.
public struct TicketLook {
    /// The evaluator of the policy.
    public let evaluator: PolicyEvaluator
    /// The ticket with its history.
    public let ticket: Ticket
    /// The moment.
    public let now: Instant
    private let keepsReadings: Bool

    private lazy var waits = evaluator.waits(of: ticket)
    private lazy var outcomes = evaluator.outcomes(of: ticket, now: now, waits: waits)

    /// A reading for each open cycle.
    public private(set) lazy var openReadings: [ClockReading] = {
        var readings: [ClockReading] = []
        evaluator.read(ticket, now: now, waits: waits) { readings.append($0) }
        return readings
    }()

    /// A reading for each cycle, with what was decided and the stretches that counted.
    public private(set) lazy var readings: [ClockReading] = {
        var readings: [ClockReading] = []
        evaluator.read(ticket, now: now, waits: waits, outcomes: outcomes) { readings.append($0) }
        return readings
    }()

    /// What was decided of the ticket's cycles by now, by the levels of their time: also of clocks
    /// that the present level does not have.
    public private(set) lazy var decisions: [(turn: CycleKey, decision: Decision)] = {
        var decisions: [(turn: CycleKey, decision: Decision)] = []
        for (place, outcomes) in outcomes.enumerated() {
            guard let outcomes, let clock = evaluator.clock(at: place) else { continue }
            for (cycle, outcome) in outcomes.all {
                guard let decision = outcome.decision else { continue }
                let turn = CycleKey(clock: clock, cycle: cycle, promiseRevision: 0)
                decisions.append((turn, decision))
            }
        }
        return decisions
    }()

    /// What is due of the policy's notices.
    private lazy var dueNotices: [DueStep] = {
        var evaluation = Evaluation()
        evaluator.takeNotices(of: ticket, now: now, into: &evaluation)
        return evaluation.due
    }()

    fileprivate init(
        _ evaluator: PolicyEvaluator,
        at ticket: Ticket,
        now: Instant,
        keepsReadings: Bool
    ) {
        self.evaluator = evaluator
        self.ticket = ticket
        self.now = now
        self.keepsReadings = keepsReadings
    }

    /// What the ticket asks for.
    public mutating func evaluate() -> Evaluation {
        var open: [ClockReading] = []
        let keepsReadings = keepsReadings
        let evaluation = evaluator.evaluate(ticket, now: now, waits: waits) { reading in
            if keepsReadings { open.append(reading) }
        }
        if keepsReadings { openReadings = open }
        return evaluation
    }

    /// Whether a clock still runs or waits in a cycle, whatever was promised since.
    public mutating func isRunning(_ turn: CycleKey) -> Bool {
        openReadings.contains { $0.isOpen && $0.clock == turn.clock && $0.cycle == turn.cycle }
    }

    /// Whether a clock runs past its deadline in a cycle.
    public mutating func isBreached(_ turn: CycleKey) -> Bool {
        openReadings.contains {
            $0.state == .breached && $0.clock == turn.clock && $0.cycle == turn.cycle
        }
    }

    /// How an alert stands by what is known now: whether its clock runs, its notice holds.
    ///
    /// The present level may be a lower one with a later deadline; what was said to be missed
    /// stays missed.
    public mutating func truth(of identity: AlertIdentity) -> AlertTruth {
        let reading = openReadings.first { reading in
            reading.isOpen && reading.clock == identity.clock && reading.cycle == identity.cycle
                && reading.promiseRevision == identity.promiseRevision
        }
        if let reading { return reading.isAhead(identity.step, now: now) ? .ahead : .holds }
        // What is due of a clock is due of a cycle that runs, so only notices are left to ask for.
        return dueNotices.contains { $0.identity.isSameTurn(identity) } ? .holds : .over
    }
}

extension PolicyEvaluator {
    /// Looks at a ticket at a moment.
    ///
    /// - Parameters:
    ///   - ticket: the ticket with its history.
    ///   - now: the moment.
    ///   - keepingReadings: whether `evaluate` keeps what it reads, for what is asked next.
    /// - Returns: The look.
    public func look(
        at ticket: Ticket,
        now: Instant,
        keepingReadings: Bool = false
    ) -> TicketLook {
        TicketLook(self, at: ticket, now: now, keepsReadings: keepingReadings)
    }
}

/// How an alert stands by what is known now.
public enum AlertTruth: Sendable, Hashable {
    /// It speaks of something that is so.
    case holds
    /// It tells that a deadline was missed which is still ahead.
    case ahead
    /// What it speaks of is over.
    case over
}

extension ClockReading {
    /// Whether a step says that the deadline is past, and it is not.
    fileprivate func isAhead(_ step: String, now: Instant) -> Bool {
        guard let due, due > now else { return false }
        return ladder.steps.contains { $0.name == step && !$0.precedesDeadline }
    }
}
