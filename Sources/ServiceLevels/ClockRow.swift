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

    init(clock: Clock, row: ClockCase, automatic: Set<String>) {
        self.clock = clock
        self.row = row
        satisfiedBy = row.satisfiedBy ?? clock.satisfiedBy
        ends = row.ends ?? clock.ends
        self.automatic = automatic
    }
}
