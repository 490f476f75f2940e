public import BusinessTime

/// The state of one cycle of a ticket's clock: the basis of alerts, explanations and figures.
public struct ClockReading: Sendable {
    public enum State: Sendable, Hashable {
        /// Running, with the deadline ahead.
        case running
        /// Running, with the deadline past.
        case breached
        /// Paused since then, waiting for somebody else.
        case paused(since: Instant)
        /// Satisfied in time.
        case met(at: Instant)
        /// Satisfied too late.
        case late(at: Instant)
        /// Satisfied by a later promised time: neither met nor missed.
        case renegotiated(at: Instant)
        /// Ended without having been satisfied.
        case ended(at: Instant)
    }

    /// One step of the ladder on the time line.
    public struct Point: Sendable, Hashable {
        public var step: Step
        /// The step's position in the file.
        public var order: Int
        /// The number of the occurrence, from 1.
        public var occurrence: Int
        /// When it is due; nil during a pause that delays it.
        public var at: Instant?
        /// When the previous occurrence of a repeated step was due.
        var previous: Instant?
    }

    let rules: ClockRow
    /// The ladder in force for the cycle.
    public let ladder: Ladder
    public var cycle: CycleID
    /// How often a promise has replaced the target.
    public var promiseRevision: Int
    /// When the cycle began.
    public var started: Instant
    /// The subject that tells parallel cycles apart: a department.
    public var subject: String?
    /// The deadline; nil during a pause that delays it.
    public var due: Instant?
    public var state: State
    /// Whether it was met or missed, and under which level; nil if undecided or if no explanation
    /// was requested.
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
    /// The stretches that do not count.
    public var waits: [Pause]
    /// For each step the latest occurrence that is due, else the next.
    public var reached: [Point]
    /// For each step the next occurrence.
    public var ahead: [Point]
    /// The stretches of time counted so far.
    public var counted: [OpenInterval]

    public var clock: String { rules.clock.id }
    public var name: LocalizedText { rules.clock.name }
    /// The row of the standard's table that applies.
    public var row: ClockCase { rules.row }

    /// Whether only a complete record satisfies it.
    var asksForRecord: Bool {
        rules.satisfiedBy.events.contains { $0.kinds.contains(Milestone.recordComplete) }
    }

    /// The identity of a step of this cycle; it never changes.
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

    /// Sets the decision made when it fell, in place of what the rules say now.
    public mutating func settle(as decision: Decision) { self.decision = decision }

    /// Whether the cycle still runs or is paused.
    public var isOpen: Bool {
        switch state {
        case .running, .breached, .paused: true
        case .met, .late, .renegotiated, .ended: false
        }
    }
}
