public import BusinessTime

/// A message that is due at once and has no clock.
public struct Notice: Sendable {
    /// How often it may be raised.
    public enum Frequency: String, Sendable, Hashable, CaseIterable {
        /// Once in a ticket's life.
        case ticket
        /// Once for every matching event.
        case event
    }

    public var id: String
    public var rule: String
    /// The name shown to people.
    public var name: LocalizedText
    /// The event it responds to.
    public var on: EventSelector
    /// The tickets it applies to.
    public var when: Predicate
    /// The time after the event, so that an unfinished form raises nothing.
    public var delay: TimeSpan
    public var once: Frequency
    /// The milestones after which it is pointless.
    public var ends: EventSelector
    /// The roles to notify.
    public var roles: [String]
    /// What the standard leaves open and we decided, in words.
    public var choice: LocalizedText?

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
