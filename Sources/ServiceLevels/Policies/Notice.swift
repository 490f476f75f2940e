public import BusinessTime

/// Something said at once, without a clock.
public struct Notice: Sendable {
    /// How often it may be said.
    public enum Frequency: String, Sendable, Hashable, CaseIterable {
        /// Once in a ticket's life.
        case ticket
        /// For every event that asks for it.
        case event
    }

    /// The notice's name in identities.
    public var id: String
    /// The id of the standard's rule.
    public var rule: String
    /// What people call it.
    public var name: LocalizedText
    /// The event that asks for it.
    public var on: EventSelector
    /// Which tickets it is for.
    public var when: Predicate
    /// How long after the event, so that a form half filled in is not nagged about.
    public var delay: TimeSpan
    /// How often.
    public var once: Frequency
    /// Milestones after which it is pointless.
    public var ends: EventSelector
    /// The roles that hear.
    public var roles: [String]
    /// What the standard leaves open here and we chose, in words.
    public var choice: LocalizedText?

    /// Makes a notice.
    public init(
        id: String,
        rule: String,
        name: LocalizedText,
        on: EventSelector,
        when: Predicate = .always,
        delay: TimeSpan = .zero,
        once: Frequency = .ticket,
        ends: EventSelector,
        roles: [String],
        choice: LocalizedText? = nil
    ) {
        self.id = id
        self.rule = rule
        self.name = name
        self.on = on
        self.when = when
        self.delay = delay
        self.once = once
        self.ends = ends
        self.roles = roles
        self.choice = choice
    }
}
