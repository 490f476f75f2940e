import Support

/// A clock joined with one of its rows.
///
/// A class, since every clock is looked at for every ticket and copying it would cost more.
final class ClockRow: Sendable {
    let clock: Clock
    let row: ClockCase
    let satisfiedBy: Satisfaction
    let ends: EventSelector
    let ladder: Ladder
    /// The number of its condition among the policy's distinct conditions.
    let condition: Int
    /// Authors that are programs.
    let automatic: TextSet
    /// The kinds of event that can begin, change or end a cycle, or pause it.
    let kinds: [String]
    /// The kinds of event that can begin, change or end a cycle.
    let mark: KindMark
    /// The kinds of event that can change or end a cycle.
    private let advancing: KindMark

    init(clock: Clock, row: ClockCase, automatic: TextSet, condition: Int) {
        self.clock = clock
        self.row = row
        satisfiedBy = row.satisfiedBy ?? clock.satisfiedBy
        ends = row.ends ?? clock.ends
        ladder = Ladder(rule: row.rule, steps: row.ladder)
        self.automatic = automatic
        self.condition = condition
        let kinds = satisfiedBy.events.flatMap(\.kinds) + ends.kinds + [Milestone.promise]
        advancing = KindMark(folded: kinds)
        mark = KindMark(folded: kinds + clock.start.kinds + [Milestone.reopened])
        self.kinds = Set(kinds).union(clock.start.kinds).union(Milestone.lifecycle).sorted()
    }

    /// Whether an event may change or end a cycle, not only begin one.
    ///
    /// A ticket transferred a thousand times has a thousand running cycles. The events that began
    /// them must not examine all the others.
    func mayAdvance(_ event: TicketEvent) -> Bool { advancing.mayShare(event.mark) }

    /// Whether an event concerns the cycle that another event began: each department has its own.
    func concerns(_ event: TicketEvent, cycleOf start: @autoclosure () -> TicketEvent) -> Bool {
        guard clock.starting == .each, let subject = event.subject else { return true }
        return start().subject?.isSameName(as: subject) ?? false || ends.kinds.contains(event.kind)
    }
}

/// Answers to the policy's conditions for one ticket.
///
/// Most clocks share conditions, so each is evaluated once.
struct ConditionAnswers {
    private var asked: UInt64 = 0
    private var held: UInt64 = 0

    mutating func holds(_ rules: ClockRow, for ticket: Ticket) -> Bool {
        guard rules.condition < 64 else { return rules.row.when.holds(for: ticket) }
        let bit: UInt64 = 1 << UInt64(rules.condition)
        if asked & bit == 0 {
            asked |= bit
            if rules.row.when.holds(for: ticket) { held |= bit }
        }
        return held & bit != 0
    }
}
