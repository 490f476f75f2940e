public import BusinessTime

/// Somebody who can be notified.
public struct Person: Sendable {
    public enum Quiet: Sendable {
        /// The standard ones.
        case standard
        /// None: the person may be disturbed at any time.
        case none
        /// Their own.
        case own(QuietHours)
    }

    /// The key in the file, used by others to refer to the person.
    public var id: String
    public var name: String
    /// Other names that tickets use for them.
    public var aliases: [String]
    /// The person's addresses, by channel name or by channel type such as `email`.
    public var handles: [String: String]
    /// The id of the person they report to.
    public var superior: String?
    /// The id of the person who substitutes for them while they are away.
    public var deputy: String?
    /// When they are away, in order of time.
    public private(set) var absences: [Absence]
    public var quiet: Quiet

    /// Absences may come in any order.
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

    /// The person's address on a channel; nil if there is none.
    ///
    /// A handle under the channel's name takes precedence over one under its type, so that two
    /// DingTalk groups can know the same person differently.
    public func handle(channel: String, type: String) -> String? {
        handles[channel] ?? handles[type]
    }

    /// The end of the person's absence at a moment; nil if they are present.
    ///
    /// Absences without a gap between them count as one.
    public func away(at moment: Instant) -> Instant? {
        var until: Instant?
        for absence in absences where absence.from <= until ?? moment {
            if absence.until > until ?? moment { until = absence.until }
        }
        return until
    }
}

/// A stretch of time in which a person is away; `until` is excluded.
public struct Absence: Sendable, Hashable {
    /// The first moment away.
    public let from: Instant
    /// The first moment back; `Instant.distantFuture` until further notice.
    public let until: Instant

    public init(from: Instant, until: Instant) {
        self.from = from
        self.until = until
    }
}
