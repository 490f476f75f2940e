public import BusinessTime

/// Identifies a cycle by the event that started it.
///
/// The event's time is part of it: a store restored from a backup gives the same numbers to other
/// events.
public struct CycleID: Sendable, Hashable {
    /// The starting event's position in the store's log.
    public var seq: Int64
    /// The time recorded with the event; correcting the event's time starts no new cycle.
    public var at: Instant

    public init(seq: Int64, at: Instant) {
        self.seq = seq
        self.at = at
    }

    /// The cycle of a notice that is raised once in a ticket's life.
    public static let lifetime = CycleID(seq: 0, at: Instant(milliseconds: 0))
}

/// One cycle of a clock, from the milestone that started it.
struct Cycle {
    /// A time promised to the customer while the clock ran.
    struct Promise {
        var made: Instant
        var due: Instant
    }

    var id: CycleID
    /// The index of the starting event; a copy of the event would be expensive.
    let start: Int
    /// When the start counts as having happened.
    let started: Instant
    /// When everything that satisfies the clock had happened.
    var satisfied: Instant?
    /// When the clock no longer mattered, satisfied or not.
    var ended: Instant?
    /// Time in which the ticket was resolved or closed before a reopening.
    var closedSpans: [Pause] = []
    var promises: [Promise] = []
    /// Which of several required milestones have happened, one bit each.
    var seen: UInt64 = 0
    /// Whether resolving or closing the ticket contributed to satisfying or ending it.
    var isSettled = false

    init(start event: TicketEvent, at place: Int) {
        id = CycleID(seq: event.seq, at: event.stamp)
        started = event.at
        start = place
    }

    var isOpen: Bool { satisfied == nil && ended == nil }

    /// Applies an event that concerns the cycle.
    mutating func advance(by event: TicketEvent, _ rules: ClockRow) {
        for bit in rules.satisfiedBy.events.indices
        where rules.satisfiedBy.events[bit].matches(event, automatic: rules.automatic) {
            seen |= 1 << UInt64(bit)
            if Milestone.settling.contains(event.kind) { isSettled = true }
        }
        let all: UInt64 = (1 << UInt64(rules.satisfiedBy.events.count)) - 1
        if rules.satisfiedBy.needsAll ? seen == all : seen != 0 { satisfied = event.at }
        if rules.ends.matches(event, automatic: rules.automatic) {
            ended = event.at
            if Milestone.settling.contains(event.kind) { isSettled = true }
        }
        // A promise for a time already past is ignored.
        if rules.clock.promises, event.kind == Milestone.promise, let due = event.due,
            due > event.at, isOpen
        {
            promises.append(Promise(made: event.at, due: due))
        }
    }
}

/// Finds the cycles of a clock in a ticket's history.
struct CycleFinder {
    private var rules: ClockRow
    /// The cycles found, oldest first.
    private(set) var cycles: [Cycle] = []
    /// Events before any cycle that they could change.
    private var early: [TicketEvent] = []
    /// Events entered after a cycle's start may be dated this much earlier and still count for it:
    /// clocks of two servers differ.
    private static let tolerance = TimeSpan.minutes(5)

    init(_ rules: ClockRow) {
        self.rules = rules
    }

    /// Finds the cycles of a clock.
    mutating func find(_ rules: ClockRow, in ticket: Ticket) {
        self.rules = rules
        cycles.removeAll(keepingCapacity: true)
        early.removeAll(keepingCapacity: true)
        for place in ticket.events.indices where rules.mark.mayShare(ticket.events[place].mark) {
            let event = ticket.events[place]
            if event.kind == Milestone.reopened, reopen(by: event, at: place) { continue }
            let begins = rules.clock.start.matches(event, automatic: rules.automatic)
            if begins, isStart(event) { continue }
            if rules.mayAdvance(event), !advance(by: event, in: ticket), !begins,
                rules.clock.starting == .first || rules.clock.starting == .each
            {
                early.append(event)
            }
            if begins { begin(by: event, at: place) }
        }
    }

    /// Whether the cycle that the latest start begins runs from this very moment.
    ///
    /// Events dated before the reception count at the reception. One entered later must not replace
    /// the start that people know.
    private func isStart(_ event: TicketEvent) -> Bool {
        guard rules.clock.starting == .last, let last = cycles.last else { return false }
        return last.isOpen && last.started == event.at
    }

    /// Applies an event to the running cycles.
    ///
    /// - Returns: Whether a cycle exists that it could concern, running or over.
    private mutating func advance(by event: TicketEvent, in ticket: Ticket) -> Bool {
        if cycles.isEmpty { return false }
        var hasTurn = rules.clock.starting != .each
        for index in cycles.indices
        where (cycles[index].isOpen || !hasTurn)
            && rules.concerns(event, cycleOf: ticket.events[cycles[index].start])
        {
            hasTurn = true
            if cycles[index].isOpen { cycles[index].advance(by: event, rules) }
        }
        return hasTurn
    }

    /// Begins a cycle if the clock starts with this event.
    private mutating func begin(by event: TicketEvent, at place: Int) {
        switch rules.clock.starting {
        case .first:
            guard cycles.isEmpty else { return }
        case .again:
            if let last = cycles.last, last.isOpen { return }
        case .last:
            // A cycle overtaken by the next start was neither met nor missed.
            if let last = cycles.last, last.isOpen { cycles.removeLast() }
        case .each:
            break
        }
        var cycle = Cycle(start: event, at: place)
        for var answer in early
        where answer.seq > event.seq && event.at - answer.at <= Self.tolerance {
            guard cycle.isOpen, rules.concerns(answer, cycleOf: event) else { continue }
            answer.at = event.at
            cycle.advance(by: answer, rules)
        }
        early.removeAll { rules.concerns($0, cycleOf: event) }
        cycles.append(cycle)
    }

    /// Resumes cycles that resolving or closing the ticket had satisfied or ended.
    ///
    /// - Returns: Whether the event is a reopening and nothing else.
    private mutating func reopen(by event: TicketEvent, at place: Int) -> Bool {
        guard rules.clock.reopening != .ignore else { return false }
        var found: [Int] = []
        for index in cycles.indices where cycles[index].isSettled {
            // Resolved but not yet told to the customer: the resolution no longer counts.
            if cycles[index].isOpen { cycles[index].seen = 0 } else { found.append(index) }
            cycles[index].isSettled = false
        }
        // A clock with one cycle at a time keeps the latest start, or the oldest unanswered one.
        if rules.clock.starting == .last { found = found.filter { $0 == cycles.count - 1 } }
        if rules.clock.starting == .again { found = Array(found.prefix(1)) }
        guard let first = found.first else { return false }
        if rules.clock.reopening == .restart {
            cycles.append(Cycle(start: event, at: place))
            return true
        }
        for index in found {
            let end = cycles[index].satisfied ?? cycles[index].ended ?? event.at
            cycles[index].satisfied = nil
            cycles[index].ended = nil
            cycles[index].seen = 0
            if end < event.at { cycles[index].closedSpans.append(Pause(from: end, to: event.at)) }
        }
        if rules.clock.starting == .again {
            cycles = cycles.indices.filter { $0 <= first || !cycles[$0].isOpen }.map { cycles[$0] }
        }
        return true
    }
}
