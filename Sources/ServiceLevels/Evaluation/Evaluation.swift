public import BusinessTime

/// A step of a ladder that is due.
public struct DueStep: Sendable, Hashable {
    public var identity: AlertIdentity
    public var kind: AlertKind
    public var rule: String
    /// The name of the clock or notice shown to people.
    public var name: LocalizedText
    /// When it was due.
    public var at: Instant
    /// The roles to notify.
    public var roles: [String]
    /// When the cycle began, or the notice's event happened.
    public var started: Instant
    /// The deadline; nil for a notice.
    public var due: Instant?
    /// The calendar used; nil for a notice.
    public var calendar: String?
    /// The subject that tells parallel cycles apart: a department.
    public var subject: String?
    /// Whether the message names the missing fields of the ticket's record.
    public var tellsMissing = false
    /// The mark of its ladder; nil for a notice.
    public var ladder: Int64?
    /// Position in the ladder, to order steps of one moment.
    var order: Int
    /// When the previous occurrence of a repeated step was due.
    var previous: Instant?

    /// Steps of tickets come from `PolicyEvaluator.evaluate`.
    public init(
        identity: AlertIdentity,
        kind: AlertKind,
        rule: String,
        name: LocalizedText,
        at: Instant,
        roles: [String],
        started: Instant,
        due: Instant? = nil,
        calendar: String? = nil,
        order: Int = 0
    ) {
        self.identity = identity
        self.kind = kind
        self.rule = rule
        self.name = name
        self.at = at
        self.roles = roles
        self.started = started
        self.due = due
        self.calendar = calendar
        self.order = order
    }
}

/// The result of evaluating a ticket at a moment.
public struct Evaluation: Sendable {
    /// Every step that is due, raised already or not.
    public var due: [DueStep]
    /// When to evaluate again if nothing happens; nil for never.
    public var next: Instant?
    /// The earliest deadline ahead.
    public var nextDeadline: Instant?
    /// Whether a deadline has been missed.
    public var isLate: Bool
}

extension PolicyEvaluator {
    /// Evaluates a ticket at a moment: the heart of the program.
    ///
    /// - Parameters:
    ///   - ticket: the ticket with its history.
    ///   - now: the moment.
    ///   - begun: ladders that began before their rows were edited and continue unchanged.
    /// - Returns: the steps due, raised already or not, and when to evaluate again.
    public func evaluate(
        _ ticket: Ticket,
        now: Instant,
        begun: BegunLadders = [:]
    ) -> Evaluation {
        evaluate(ticket, now: now, pauses: pauses(of: ticket), begun: begun) { _ in }
    }

    /// The same with known pauses; passes on each reading too.
    func evaluate(
        _ ticket: Ticket,
        now: Instant,
        pauses: [Pause],
        begun: BegunLadders = [:],
        _ body: (ClockReading) -> Void
    ) -> Evaluation {
        var evaluation = Evaluation()
        read(ticket, now: now, pauses: pauses, begun: begun) { reading in
            evaluation.take(reading, of: ticket, now: now)
            body(reading)
        }
        takeNotices(of: ticket, now: now, into: &evaluation)
        return evaluation
    }

    /// Adds the steps of the policy's notices.
    func takeNotices(of ticket: Ticket, now: Instant, into evaluation: inout Evaluation) {
        let mark = ticket.mark
        for index in policy.notices.indices where policy.notices[index].on.mayMatch(mark) {
            policy.notices[index].evaluate(
                ticket,
                now: now,
                automatic: automatic,
                into: &evaluation
            )
        }
    }
}

extension Evaluation {
    init() {
        self.init(due: [], next: nil, nextDeadline: nil, isLate: false)
    }

    /// Adds the steps of a clock.
    fileprivate mutating func take(_ reading: ClockReading, of ticket: Ticket, now: Instant) {
        if reading.state == .breached { isLate = true }
        if reading.isOpen, let deadline = reading.due, deadline >= now {
            nextDeadline = min(deadline, nextDeadline ?? deadline)
            // Needed even without a step at that moment: the ticket becomes late.
            let look = deadline + .milliseconds(1)
            next = min(look, next ?? look)
        }
        for point in reading.reached {
            due.append(DueStep(ticket: ticket, reading: reading, point: point))
        }
        for index in reading.ahead.indices {
            guard let at = reading.ahead[index].at else { continue }
            // A deadline is missed once it is past, which is one millisecond later.
            let look = reading.ahead[index].step.precedesDeadline ? at : at + .milliseconds(1)
            next = min(look, next ?? look)
        }
    }
}

extension DueStep {
    fileprivate init(ticket: Ticket, reading: ClockReading, point: ClockReading.Point) {
        // Steps that report a missed deadline come after those that warn of it: they are due a
        // millisecond later and must not count as lower.
        let order = point.step.precedesDeadline ? 0 : reading.ladder.steps.count
        self.init(
            identity: reading.identity(of: point, ticket: ticket.id),
            kind: point.step.kind,
            rule: reading.row.rule,
            name: reading.name,
            at: point.at ?? reading.started,
            roles: point.step.roles,
            started: reading.started,
            due: reading.due,
            calendar: reading.row.calendar.name,
            order: order + point.order
        )
        previous = point.previous
        ladder = reading.ladder.mark
        subject = reading.subject
        tellsMissing = reading.asksForRecord
    }
}

extension Notice {
    fileprivate func evaluate(
        _ ticket: Ticket,
        now: Instant,
        automatic: TextSet,
        into evaluation: inout Evaluation
    ) {
        guard when.holds(for: ticket) else { return }
        let ended = ticket.events.last { ends.matches($0, automatic: automatic) }
        var asking = ticket.events.filter { event in
            on.matches(event, automatic: automatic) && on.isAbout(event, ticket)
                && ended.map { TicketEvent.isEarlier($0, event) } ?? true
        }
        // A notice raised once is due at the first event that asks for it at the level of that
        // time, however many follow. It describes the last such event, at the present level.
        let first =
            once == .ticket
            ? asking.first { when.holds(for: ticket.atLevel(ofTime: $0)) } ?? asking.last : nil
        if once == .ticket { asking = Array(asking.suffix(1)) }
        for event in asking {
            let at = (first ?? event).at + delay
            if now < at {
                evaluation.next = min(at, evaluation.next ?? at)
            } else {
                let cycle =
                    once == .ticket ? CycleID.lifetime : CycleID(seq: event.seq, at: event.stamp)
                evaluation.due.append(
                    DueStep(
                        identity: AlertIdentity(
                            ticket: ticket.id,
                            clock: id,
                            cycle: cycle,
                            promiseRevision: 0,
                            step: "notice",
                            occurrence: 1
                        ),
                        kind: .notice,
                        rule: rule,
                        name: name,
                        at: at,
                        roles: roles,
                        started: event.at
                    )
                )
                evaluation.due[evaluation.due.count - 1].subject = event.subject
                evaluation.due[evaluation.due.count - 1].tellsMissing =
                    ends.kinds.contains(Milestone.recordComplete)
            }
        }
    }
}
