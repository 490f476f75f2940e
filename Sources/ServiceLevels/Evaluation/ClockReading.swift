public import BusinessTime

/// What one turn of a clock shows for a ticket: the basis of alerts, explanations and figures.
public struct ClockReading: Sendable {
    /// How a turn stands.
    public enum State: Sendable, Hashable {
        /// It runs, its deadline ahead.
        case running
        /// It runs, its deadline past.
        case breached
        /// It stands still since then, waiting for somebody else.
        case paused(since: Instant)
        /// It was satisfied in time.
        case met(at: Instant)
        /// It was satisfied too late.
        case late(at: Instant)
        /// It was satisfied by a time promised later: neither met nor missed.
        case renegotiated(at: Instant)
        /// It came to matter no more without having been satisfied.
        case ended(at: Instant)
    }

    /// One step of the ladder on the time line.
    public struct Point: Sendable, Hashable {
        /// The step.
        public var step: Step
        /// The step's position in the file.
        public var order: Int
        /// Which time round, from 1.
        public var occurrence: Int
        /// When it is due; nil while a wait holds it up.
        public var at: Instant?
        /// When a repeated step was due the time before.
        var previous: Instant?
    }

    let rules: ClockRow
    /// The ladder in force for the turn.
    public let ladder: Ladder
    /// The turn.
    public var cycle: CycleID
    /// How many promises have replaced the target.
    public var promiseRevision: Int
    /// When the turn began.
    public var started: Instant
    /// What it is about, where several run beside each other.
    public var subject: String?
    /// The deadline; nil while a wait holds it up.
    public var due: Instant?
    /// How it stands.
    public var state: State
    /// Whether it was met or missed, and under which level; nil where nothing is decided, or where
    /// nobody asked for explanations.
    public internal(set) var decision: Decision? {
        didSet {
            guard let decision else { return }
            switch (decision.verdict, state) {
            case (.missed, .met(let at)): state = .late(at: at)
            case (.met, .late(let at)): state = .met(at: at)
            case (.renegotiated, .met(let at)), (.renegotiated, .late(let at)):
                state = .renegotiated(at: at)
            default: break
            }
        }
    }
    /// The stretches left out.
    public var waits: [Pause]
    /// For each step the latest occurrence that is due, or else the next.
    public var reached: [Point]
    /// For each step what comes next.
    public var ahead: [Point]
    /// The stretches of time counted so far.
    public var counted: [OpenInterval]

    /// The clock's id.
    public var clock: String { rules.clock.id }
    /// What people call it.
    public var name: LocalizedText { rules.clock.name }
    /// The row of the standard's table that is in force.
    public var row: ClockCase { rules.row }

    /// Whether a complete record is what satisfies it.
    var asksForRecord: Bool {
        rules.satisfiedBy.events.contains { $0.kinds.contains(Milestone.recordComplete) }
    }

    /// What a step of the cycle is called, for ever.
    public func identity(of point: Point, ticket: String) -> AlertIdentity {
        AlertIdentity(
            ticket: ticket,
            clock: clock,
            cycle: cycle,
            promiseRevision: promiseRevision,
            step: point.step.name,
            occurrence: point.occurrence
        )
    }

    /// Takes over what was decided of the turn when it fell, rather than what the rules say now.
    public mutating func settle(as decision: Decision) { self.decision = decision }

    /// Whether the turn still runs or waits.
    public var isOpen: Bool {
        switch state {
        case .running, .breached, .paused: true
        case .met, .late, .renegotiated, .ended: false
        }
    }
}
