/// A table of open time laid at its place: where it was made, or eras away from there.
struct PlacedTable: Sendable {
    let table: OpenTimeTable
    /// How far away, in milliseconds and in days.
    private let shift: Int64
    private let days: Int

    init(_ table: OpenTimeTable, eras: Int = 0) {
        self.table = table
        days = eras * YearPattern.eraDays
        shift = Int64(days) * 86_400_000
    }

    var start: Int64 { table.start + shift }
    var end: Int64 { table.end + shift }
    var count: Int { table.count }
    var total: Int64 { table.total }

    func covers(_ time: Int64) -> Bool { start <= time && time < end }

    func stretch(at time: Int64) -> Int { table.stretch(at: time - shift) }

    func stretch(afterWork work: Int64) -> Int { table.stretch(afterWork: work) }

    func open(of stretch: Int) -> Int64 { table.open(of: stretch) + shift }

    func close(of stretch: Int) -> Int64 { table.close(of: stretch) + shift }

    func work(before time: Int64) -> Int64 { table.work(before: time - shift) }

    func instant(endingWork work: Int64) -> Int64 { table.instant(endingWork: work) + shift }

    func instant(startingWork work: Int64) -> Int64 { table.instant(startingWork: work) + shift }

    func workingDays(before day: Int) -> Int { table.workingDays(before: day - days) }

    func workingDay(_ index: Int) -> Int { table.workingDay(index) + days }
}
