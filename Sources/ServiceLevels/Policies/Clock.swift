public import BusinessTime

/// A rule about time: from one milestone to another within a target.
///
/// Its cases decide for which tickets it applies, how long, on which calendar and who is notified.
/// A change of priority moves a ticket to another case of the same clock and repeats nothing.
public struct Clock: Sendable {
    /// Which occurrence of the start event counts.
    public enum Start: String, Sendable, Hashable, CaseIterable {
        /// The first of the ticket.
        case first
        /// Every one restarts the clock: recurring clocks.
        case last
        /// The first since the clock was last satisfied: the oldest unanswered message.
        case again
        /// Every one starts a cycle of its own, told apart by the event's subject: transfers.
        case each
    }

    /// How reopening a ticket affects a cycle that resolving had ended or satisfied.
    public enum Reopening: String, Sendable, Hashable, CaseIterable {
        /// The cycle continues; the time in between does not count.
        case `continue`
        /// The clock starts again at the reopening.
        case restart
        /// No effect.
        case ignore
    }

    /// Which pauses stop the clock.
    public enum PauseRule: Sendable, Hashable {
        /// None.
        case never
        /// Every pause.
        case everyWait
        /// Pauses in one of these statuses.
        case statuses(TextSet)
    }

    /// The clock's name in identities.
    ///
    /// It must not change once a ledger has it.
    public var id: String
    /// The name shown to people.
    public var name: LocalizedText
    /// The milestone that starts it.
    public var start: EventSelector
    public var starting: Start
    public var satisfiedBy: Satisfaction
    /// The milestones after which it no longer matters.
    public var ends: EventSelector
    public var reopening: Reopening
    public var pauses: PauseRule
    /// Whether a time promised to the customer replaces the target.
    public var promises: Bool
    /// The rows of the standard's table; the first that matches applies.
    public var cases: [ClockCase]

    public init(
        id: String,
        name: LocalizedText,
        start: EventSelector,
        starting: Start = .first,
        satisfiedBy: Satisfaction,
        ends: EventSelector,
        reopening: Reopening = .continue,
        pauses: PauseRule = .never,
        promises: Bool = false,
        cases: [ClockCase]
    ) {
        self.id = id
        self.name = name
        self.start = start
        self.starting = starting
        self.satisfiedBy = satisfiedBy
        self.ends = ends
        self.reopening = reopening
        self.pauses = pauses
        self.promises = promises
        self.cases = cases
    }
}

/// The milestones that satisfy a clock.
public struct Satisfaction: Sendable, Hashable {
    /// At most 32 milestones.
    public var events: [EventSelector]
    /// Whether all of them are needed, not just one.
    public var needsAll: Bool

    public init(_ events: [EventSelector], needsAll: Bool = false) {
        self.events = events
        self.needsAll = needsAll
    }
}

/// One row of a clock: for which tickets, how long, on which calendar, and who is notified.
public struct ClockCase: Sendable {
    public var rule: String
    /// The tickets it applies to.
    public var when: Predicate
    /// The time allowed; nil means that these tickets have no such clock, which is not a target of
    /// zero.
    public var target: Target?
    /// Whether the deadline recurs.
    public var recurring: Bool
    /// The calendar of its target, warnings and ladder.
    public var calendar: BusinessCalendar
    /// The steps, in the order of the file.
    public var ladder: [Step]
    /// Overrides what satisfies the clock.
    public var satisfiedBy: Satisfaction?
    /// Overrides the milestones that end the clock.
    public var ends: EventSelector?
    /// What the standard leaves open and we decided, in words.
    public var choice: LocalizedText?

    public init(
        rule: String,
        when: Predicate = .always,
        target: Target?,
        recurring: Bool = false,
        calendar: BusinessCalendar,
        ladder: [Step],
        satisfiedBy: Satisfaction? = nil,
        ends: EventSelector? = nil,
        choice: LocalizedText? = nil
    ) {
        self.rule = rule
        self.when = when
        self.target = target
        self.recurring = recurring
        self.calendar = calendar
        self.ladder = ladder
        self.satisfiedBy = satisfiedBy
        self.ends = ends
        self.choice = choice
    }
}

/// How long a clock may run.
public enum Target: Sendable, Hashable {
    /// An amount of time on the clock's calendar.
    case time(TimeSpan)
    /// A number of working days on the clock's calendar.
    case workingDays(Int, until: DayEnd)
    /// The time given by the starting event; without one there is no clock.
    case named
}
