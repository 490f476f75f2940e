public import BusinessTime

/// A ticket under a policy at a moment.
///
/// Each part is computed once, on first use.
public struct TicketLook {
    public let evaluator: PolicyEvaluator
    public let ticket: Ticket
    public let now: Instant
    private let keepsReadings: Bool

    private lazy var pauses = evaluator.pauses(of: ticket)
    private lazy var outcomes = evaluator.outcomes(of: ticket, now: now, pauses: pauses)

    /// A reading for each open cycle.
    public private(set) lazy var openReadings: [ClockReading] = {
        var readings: [ClockReading] = []
        evaluator.read(ticket, now: now, pauses: pauses) { readings.append($0) }
        return readings
    }()

    /// A reading for each cycle, with its decision and the stretches counted.
    public private(set) lazy var readings: [ClockReading] = {
        var readings: [ClockReading] = []
        evaluator.read(ticket, now: now, pauses: pauses, outcomes: outcomes) { readings.append($0) }
        return readings
    }()

    /// The decisions about the ticket's cycles up to now, by the levels of their time.
    ///
    /// They include clocks that the present level does not have.
    public private(set) lazy var decisions: [(turn: CycleKey, decision: Decision)] = {
        var decisions: [(turn: CycleKey, decision: Decision)] = []
        for (place, outcomes) in outcomes.enumerated() {
            guard let outcomes, let clock = evaluator.clock(at: place) else { continue }
            for (cycle, outcome) in outcomes.all {
                guard let decision = outcome.decision else { continue }
                let key = CycleKey(clock: clock, cycle: cycle, promiseRevision: 0)
                decisions.append((key, decision))
            }
        }
        return decisions
    }()

    /// The steps due of the policy's notices.
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

    /// The steps due, and when to evaluate again.
    public mutating func evaluate() -> Evaluation {
        var open: [ClockReading] = []
        let keepsReadings = keepsReadings
        let evaluation = evaluator.evaluate(ticket, now: now, pauses: pauses) { reading in
            if keepsReadings { open.append(reading) }
        }
        if keepsReadings { openReadings = open }
        return evaluation
    }

    /// Whether a clock still runs or is paused in a cycle, regardless of later promises.
    public mutating func isRunning(_ key: CycleKey) -> Bool {
        openReadings.contains { $0.isOpen && $0.clock == key.clock && $0.cycle == key.cycle }
    }

    /// Whether a clock runs past its deadline in a cycle.
    public mutating func isBreached(_ key: CycleKey) -> Bool {
        openReadings.contains {
            $0.state == .breached && $0.clock == key.clock && $0.cycle == key.cycle
        }
    }

    /// Whether an alert still holds: its clock runs, its notice applies.
    ///
    /// A change to a lower level may set a later deadline; a reported miss stays.
    public mutating func truth(of identity: AlertIdentity) -> AlertTruth {
        let reading = openReadings.first { reading in
            reading.isOpen && reading.clock == identity.clock && reading.cycle == identity.cycle
                && reading.promiseRevision == identity.promiseRevision
        }
        if let reading { return reading.isAhead(identity.step, now: now) ? .ahead : .holds }
        // Steps of clocks come from running cycles, so only notices remain to be checked.
        return dueNotices.contains { $0.identity.isSameCycle(identity) } ? .holds : .over
    }
}

extension PolicyEvaluator {
    /// Looks at a ticket at a moment.
    ///
    /// - Parameters:
    ///   - ticket: the ticket with its history.
    ///   - now: the moment.
    ///   - keepingReadings: whether `evaluate` keeps its readings for later questions.
    /// - Returns: the ticket at that moment.
    public func look(
        at ticket: Ticket,
        now: Instant,
        keepingReadings: Bool = false
    ) -> TicketLook {
        TicketLook(self, at: ticket, now: now, keepsReadings: keepingReadings)
    }
}

/// How an alert compares with the present facts.
public enum AlertTruth: Sendable, Hashable {
    /// It is still true.
    case holds
    /// It reports a missed deadline that is now ahead.
    case ahead
    /// It is over.
    case over
}

extension ClockReading {
    /// Whether a step reports a missed deadline that is not past.
    fileprivate func isAhead(_ step: String, now: Instant) -> Bool {
        guard let due, due > now else { return false }
        return ladder.steps.contains { $0.name == step && !$0.precedesDeadline }
    }
}
