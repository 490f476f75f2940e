/// A clock with one of its rows, and what the two together say.
///
/// By reference: for every ticket each clock is looked at, and copying one costs more than that.
final class ClockRow: Sendable {
    let clock: Clock
    let row: ClockCase
    let satisfiedBy: Satisfaction
    let ends: EventSelector
    /// Authors that are programs.
    let automatic: Set<String>
    /// The kinds of event that can begin, change or end a turn.
    let mark: KindMark

    init(clock: Clock, row: ClockCase, automatic: Set<String>) {
        self.clock = clock
        self.row = row
        satisfiedBy = row.satisfiedBy ?? clock.satisfiedBy
        ends = row.ends ?? clock.ends
        self.automatic = automatic
        let kinds = clock.start.kinds + satisfiedBy.events.flatMap(\.kinds) + ends.kinds
        mark = KindMark(kinds + [Milestone.promise, Milestone.reopened])
    }
}
