public import BusinessTime

/// One step of a ladder: roles to notify at some time before or after the deadline.
public struct Step: Sendable, Hashable, Codable {
    /// When a step is due.
    public enum Moment: Sendable, Hashable, Codable {
        /// When this fraction of the target (0 to 1) has passed.
        case fraction(Double)
        /// This long after the deadline on the clock's calendar; negative for before.
        case offset(TimeSpan)
        /// This many working days after the deadline on that calendar; negative for before.
        case workingDays(Int)
    }

    /// The step's name in identities.
    ///
    /// A name, not a number, so that editing a ladder repeats nothing.
    public var name: String
    public var kind: AlertKind
    public var moment: Moment
    /// The interval of repetition on the clock's calendar; nil if it is not repeated.
    public var every: TimeSpan?
    /// The interval of repetition in working days of that calendar; nil if it is not repeated so.
    public var everyDays: Int?
    /// The roles to notify.
    public var roles: [String]

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

    public var isRepeated: Bool { every != nil || everyDays != nil }

    /// Whether the step warns of a deadline, not reports a miss.
    var precedesDeadline: Bool {
        switch moment {
        case .fraction(let part): part < 1
        case .offset(let offset): offset < .zero
        case .workingDays(let days): days < 0
        }
    }
}
