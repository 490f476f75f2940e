public import BusinessTime

/// Somebody who can be told of something.
public struct Person: Sendable {
    /// Which quiet hours a person has.
    public enum Quiet: Sendable {
        /// Those of everybody without their own.
        case standard
        /// None: this person may be disturbed at any time.
        case none
        /// Their own.
        case own(QuietHours)
    }

    /// The key in the file, by which others refer to the person.
    public var id: String
    /// What people call them.
    public var name: String
    /// What else tickets call them.
    public var aliases: [String]
    /// How they are addressed, by a channel's name or by a type of channel such as `email`.
    public var handles: [String: String]
    /// The id of the person they report to.
    public var superior: String?
    /// The id of the person who takes their place while they are away.
    public var deputy: String?
    /// When they are away, in order of time.
    public private(set) var absences: [Absence]
    /// When they are not to be disturbed.
    public var quiet: Quiet

    /// Makes a person; absences may come in any order.
    public init(
        id: String,
        name: String,
        aliases: [String] = [],
        handles: [String: String] = [:],
        superior: String? = nil,
        deputy: String? = nil,
        absences: [Absence] = [],
        quiet: Quiet = .standard
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.handles = handles
        self.superior = superior
        self.deputy = deputy
        self.absences = absences.sorted { ($0.from, $0.until) < ($1.from, $1.until) }
        self.quiet = quiet
    }

    /// How a channel addresses the person; nil where it cannot.
    ///
    /// A handle under the channel's own name counts before one under its type, so that two
    /// DingTalk groups can know the same person differently.
    public func handle(channel: String, type: String) -> String? {
        handles[channel] ?? handles[type]
    }

    /// Until when the person is away at a moment; nil where they are there.
    ///
    /// Absences that follow each other without a gap count as one.
    public func away(at moment: Instant) -> Instant? {
        var until: Instant?
        for absence in absences where absence.from <= until ?? moment {
            if absence.until > until ?? moment { until = absence.until }
        }
        return until
    }
}

/// A stretch of time in which a person is away: from `from` up to but not including `until`.
public struct Absence: Sendable, Hashable {
    /// The first moment away.
    public let from: Instant
    /// The first moment back; `Instant.distantFuture` until further notice.
    public let until: Instant

    /// Makes an absence.
    public init(from: Instant, until: Instant) {
        self.from = from
        self.until = until
    }
}
