/// A clock with one of its rows, and what the two together say.
///
/// By reference: for every ticket each clock is looked at, and copying one costs more than that.
final class ClockRow: Sendable {
    let clock: Clock
    let row: ClockCase
    let satisfiedBy: Satisfaction
    let ends: EventSelector
    /// Authors that are programs.
    let automatic: TextSet
    /// The kinds of event that can begin, change or end a turn.
    let mark: KindMark
    /// The kinds of event that can change or end a turn.
    private let advancing: KindMark

    init(clock: Clock, row: ClockCase, automatic: TextSet) {
        self.clock = clock
        self.row = row
        satisfiedBy = row.satisfiedBy ?? clock.satisfiedBy
        ends = row.ends ?? clock.ends
        self.automatic = automatic
        let kinds = satisfiedBy.events.flatMap(\.kinds) + ends.kinds + [Milestone.promise]
        advancing = KindMark(kinds)
        mark = KindMark(kinds + clock.start.kinds + [Milestone.reopened])
    }

    /// Whether an event may change or end a turn, rather than only begin one.
    ///
    /// A ticket handed on a thousand times has a thousand turns that run; each of the events that
    /// began them must not look at all the others.
    func mayAdvance(_ event: TicketEvent) -> Bool { advancing.mayShare(event.mark) }
}
