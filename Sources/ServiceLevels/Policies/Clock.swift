public import BusinessTime

/// A promise about time: from one milestone to another, within a target.
///
/// Which tickets it is for, how long, on which calendar and who hears is up to its cases, so that
/// a change of priority moves a ticket to another case of the same clock and repeats nothing.
public struct Clock: Sendable {
    /// Which occurrence of the start counts.
    public enum Start: String, Sendable, Hashable, CaseIterable {
        /// The first one, once in a ticket's life.
        case first
        /// Each one starts the clock afresh: recurring clocks.
        case last
        /// The first since the clock was last satisfied: the oldest unanswered message.
        case again
        /// Each one has a clock of its own, told apart by the event's subject: transfers.
        case each
    }

    /// What reopening a ticket does to a clock that resolving it had ended or satisfied.
    public enum Reopening: String, Sendable, Hashable, CaseIterable {
        /// The clock goes on, the time in between left out.
        case `continue`
        /// The clock starts anew at the reopening.
        case restart
        /// Nothing.
        case ignore
    }

    /// Which waits stop the clock.
    public enum PauseRule: Sendable, Hashable {
        /// None.
        case never
        /// Every wait.
        case everyWait
        /// Waits in one of these statuses.
        case statuses(TextSet)
    }

    /// The clock's name in identities: never change it where a ledger lives.
    public var id: String
    /// What people call it.
    public var name: LocalizedText
    /// The milestone that starts it.
    public var start: EventSelector
    /// Which occurrence of it.
    public var starting: Start
    /// What satisfies it.
    public var satisfiedBy: Satisfaction
    /// The milestones after which it matters no more.
    public var ends: EventSelector
    /// What a reopened ticket does to it.
    public var reopening: Reopening
    /// Which waits stop it.
    public var pauses: PauseRule
    /// Whether a promise made to the customer takes the target's place.
    public var promises: Bool
    /// The rows of the standard's table; the first whose condition holds is in force.
    public var cases: [ClockCase]

    /// Makes a clock.
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
    /// The milestones; 32 at most.
    public var events: [EventSelector]
    /// Whether all of them are needed rather than any one.
    public var needsAll: Bool

    /// Makes a satisfaction.
    public init(_ events: [EventSelector], needsAll: Bool = false) {
        self.events = events
        self.needsAll = needsAll
    }
}

/// One row of a clock: for which tickets, how long, on which calendar, who hears.
public struct ClockCase: Sendable {
    /// The id of the standard's rule.
    public var rule: String
    /// Which tickets it is for.
    public var when: Predicate
    /// How long; nil means that these tickets have no such clock, which is not a target of zero.
    public var target: Target?
    /// Whether the deadline returns again and again rather than once.
    public var recurring: Bool
    /// The calendar that its target, warnings and ladder count on.
    public var calendar: BusinessCalendar
    /// What is said when, in the order of the file.
    public var ladder: [Step]
    /// What satisfies the clock in these cases, where it is not what the clock says.
    public var satisfiedBy: Satisfaction?
    /// After which milestones it matters no more, where it is not what the clock says.
    public var ends: EventSelector?
    /// What the standard leaves open here and we chose, in words; nil where nothing is.
    public var choice: LocalizedText?

    /// Makes a case.
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
    /// So much time on the clock's calendar.
    case time(TimeSpan)
    /// So many working days on the clock's calendar.
    case workingDays(Int, until: DayEnd)
    /// The time that the starting event names; without one there is no clock.
    case named
}
