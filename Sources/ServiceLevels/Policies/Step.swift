public import BusinessTime

/// One rung of a ladder: something said to somebody at some time around the deadline.
public struct Step: Sendable, Hashable, Codable {
    /// When a step is due.
    public enum Moment: Sendable, Hashable, Codable {
        /// When so much of the target (0 to 1) has run.
        case fraction(Double)
        /// So long after the deadline on the clock's calendar; before it where negative.
        case offset(TimeSpan)
        /// So many working days of that calendar after the deadline; before it where negative.
        case workingDays(Int)
    }

    /// The step's name in identities: not its number, so that editing a ladder repeats nothing.
    public var name: String
    /// What it is.
    public var kind: AlertKind
    /// When it is due.
    public var moment: Moment
    /// After how long on the clock's calendar it comes again, nil for once.
    public var every: TimeSpan?
    /// After how many working days of that calendar it comes again, nil where it does not so.
    public var everyDays: Int?
    /// The roles that hear.
    public var roles: [String]

    /// Makes a step.
    public init(
        name: String,
        kind: AlertKind,
        moment: Moment,
        every: TimeSpan? = nil,
        everyDays: Int? = nil,
        roles: [String]
    ) {
        self.name = name
        self.kind = kind
        self.moment = moment
        self.every = every
        self.everyDays = everyDays
        self.roles = roles
    }

    /// Whether it comes again and again.
    public var isRepeated: Bool { every != nil || everyDays != nil }

    /// Whether the step says that a deadline is near, not that it was missed.
    var precedesDeadline: Bool {
        switch moment {
        case .fraction(let part): part < 1
        case .offset(let offset): offset < .zero
        case .workingDays(let days): days < 0
        }
    }
}
