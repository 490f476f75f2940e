public import BusinessTime

/// Something that should have been said about a ticket by now.
public struct DueStep: Sendable, Hashable {
    /// What it is about, and which step.
    public var identity: AlertIdentity
    /// What it is.
    public var kind: AlertKind
    /// The id of the standard's rule.
    public var rule: String
    /// What people call the clock or notice.
    public var name: LocalizedText
    /// When it was due to be said.
    public var at: Instant
    /// The roles that hear.
    public var roles: [String]
    /// When the clock began, or the event happened.
    public var started: Instant
    /// The deadline it speaks of; nil for a notice.
    public var due: Instant?
    /// The calendar that was counted on; nil for a notice.
    public var calendar: String?
    /// What it is about, where several run beside each other: a department.
    public var subject: String?
    /// Whether what the ticket's record still lacks is to be told with it.
    public var tellsMissing = false
    /// What its ladder is told by; nil for a notice.
    public var ladder: Int64?
    /// Position in the ladder, to put steps of one moment in order.
    var order: Int
    /// When a repeated step was due the time before.
    var previous: Instant?

    /// Makes a step; those of tickets come from `PolicyEvaluator.evaluate`.
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

/// What a ticket asks for at a moment.
public struct Evaluation: Sendable {
    /// Everything that should have been said by now, said already or not.
    public var due: [DueStep]
    /// When to look again if nothing happens; nil for never.
    public var next: Instant?
    /// The earliest deadline that is still ahead.
    public var nextDeadline: Instant?
    /// Whether a deadline has been missed.
    public var isLate: Bool
}

extension PolicyEvaluator {
    /// What a ticket asks for at a moment: the heart of the program.
    ///
    /// - Parameters:
    ///   - ticket: the ticket with its history.
    ///   - now: the moment.
    ///   - begun: ladders that began before their rows were edited, and go on as they were.
    /// - Returns: what is due, said already or not, and when to look again.
    public func evaluate(
        _ ticket: Ticket,
        now: Instant,
        begun: BegunLadders = [:]
    ) -> Evaluation {
        evaluate(ticket, now: now, waits: waits(of: ticket), begun: begun) { _ in }
    }

    /// The same, by waits found already; hands over each reading too.
    func evaluate(
        _ ticket: Ticket,
        now: Instant,
        waits: [Pause],
        begun: BegunLadders = [:],
        _ body: (ClockReading) -> Void
    ) -> Evaluation {
        var evaluation = Evaluation()
        read(ticket, now: now, waits: waits, begun: begun) { reading in
            evaluation.take(reading, of: ticket, now: now)
            body(reading)
        }
        takeNotices(of: ticket, now: now, into: &evaluation)
        return evaluation
    }

    /// Adds what the policy's notices ask for.
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

    /// Adds what a clock asks for.
    fileprivate mutating func take(_ reading: ClockReading, of ticket: Ticket, now: Instant) {
        if reading.state == .breached { isLate = true }
        if reading.isOpen, let deadline = reading.due, deadline >= now {
            nextDeadline = min(deadline, nextDeadline ?? deadline)
            // Also if no step says anything then: the ticket is late from then on.
            let look = deadline + .milliseconds(1)
            next = min(look, next ?? look)
        }
        for point in reading.reached {
            due.append(DueStep(ticket: ticket, reading: reading, point: point))
        }
        for index in reading.ahead.indices {
            guard let at = reading.ahead[index].at else { continue }
            // A missed deadline is told when it is past, and that is a millisecond later.
            let look = reading.ahead[index].step.precedesDeadline ? at : at + .milliseconds(1)
            next = min(look, next ?? look)
        }
    }
}

extension DueStep {
    fileprivate init(ticket: Ticket, reading: ClockReading, point: ClockReading.Point) {
        // Of one moment what says that time has run out comes after what says that it will: it is
        // due a millisecond later, and must not count as below what was said before it.
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
        // What is said once is due with the first event that asked for it at the level of that
        // time, however many follow, and said of the last: of the level as it is now.
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
