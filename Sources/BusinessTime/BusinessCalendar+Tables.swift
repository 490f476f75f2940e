import Synchronization

/// Questions that reach beyond the core years: the same arithmetic over a chain of tables.
extension BusinessCalendar {
    /// Years to a table beside the core one.
    private static let yearsPerTable = 16
    /// Tables to either side that are kept; further ones are made anew each time.
    private static let tablesKept = 8

    /// Later, in milliseconds, than the end of year 9999 in any zone.
    private static let latest: Int64 = 253_402_387_200_000
    /// Earlier, in milliseconds, than the start of year 1 in any zone.
    private static let earliest: Int64 = -62_135_683_200_000

    /// The tables there can be; 0 is the core one, 1 the one after it, -1 the one before.
    var tableIndices: ClosedRange<Int> {
        Self.tableIndex(of: years.lowerBound)...Self.tableIndex(of: years.upperBound)
    }

    static func tableIndex(of year: Int) -> Int {
        if coreYears.contains(year) { return 0 }
        return year < coreYears.lowerBound
            ? (year - coreYears.lowerBound).dividedDown(by: yearsPerTable)
            : (year - coreYears.upperBound) / yearsPerTable + 1
    }

    private static func years(ofTable index: Int) -> Range<Int> {
        if index == 0 { return coreYears }
        let first =
            index < 0
            ? coreYears.lowerBound + index * yearsPerTable
            : coreYears.upperBound + (index - 1) * yearsPerTable
        return max(1, first)..<min(10_000, first + yearsPerTable)
    }

    /// A table of the chain.
    func table(_ index: Int) -> OpenTimeTable {
        if index == 0 { return core }
        if let known = others.withLock({ $0[index] }) { return known }
        // Made outside the lock: two threads may do the same work once, but none waits.
        let table = OpenTimeTable(hours, years: Self.years(ofTable: index))
        if abs(index) <= Self.tablesKept { others.withLock { $0[index] = table } }
        return table
    }

    /// The table that covers an instant, if there can be open time that early or late.
    func place(of time: Int64) -> (index: Int, table: OpenTimeTable)? {
        if core.covers(time) { return (0, core) }
        let year = zone.civil(at: Instant(milliseconds: time)).date.year
        guard (1...9999).contains(year) else { return nil }
        let index = Self.tableIndex(of: year)
        // Clocks set back at New Year can put an instant into a neighbour of its year's table.
        for candidate in [index, index + 1, index - 1] where tableIndices.contains(candidate) {
            let found = table(candidate)
            if found.covers(time) { return (candidate, found) }
        }
        return nil
    }

    /// Where to begin looking forward: the table, and how much of it has passed.
    func start(from time: Int64) -> (index: Int, passed: Int64)? {
        if let place = place(of: time) { return (place.index, place.table.work(before: time)) }
        let isBefore = time < table(tableIndices.lowerBound).start
        return isBefore ? (tableIndices.lowerBound, 0) : nil
    }

    /// Where to begin looking back: the table, and how much of it is to come before the instant.
    func end(before time: Int64) -> (index: Int, passed: Int64)? {
        if let place = place(of: time) { return (place.index, place.table.work(before: time)) }
        let last = table(tableIndices.upperBound)
        return time >= last.end ? (tableIndices.upperBound, last.total) : nil
    }

    func addSlowly(_ length: Int64, to start: Instant) -> Instant {
        if length < 0 {
            return subtract(.milliseconds(length == .min ? .max : -length), from: start)
        }
        if length == 0 { return nextOpen(from: start) }
        // Open time passes no faster than time.
        guard length <= Self.latest - max(start, .distantPast).milliseconds,
            var (index, passed) = self.start(from: start.milliseconds)
        else { return .distantFuture }
        var rest = length
        while index <= tableIndices.upperBound {
            let table = table(index)
            if rest <= table.total - passed {
                return Instant(milliseconds: table.instant(endingWork: passed + rest))
            }
            rest -= table.total - passed
            passed = 0
            index += 1
        }
        return .distantFuture
    }

    func subtractSlowly(_ length: Int64, from end: Instant) -> Instant {
        if length < 0 { return add(.milliseconds(length == .min ? .max : -length), to: end) }
        if length == 0 { return previousClose(before: end) }
        guard length <= min(end, .distantFuture).milliseconds - Self.earliest,
            var (index, passed) = self.end(before: end.milliseconds)
        else { return .distantPast }
        var rest = length
        while true {
            let table = table(index)
            if rest <= passed {
                return Instant(milliseconds: table.instant(startingWork: passed - rest))
            }
            rest -= passed
            index -= 1
            guard index >= tableIndices.lowerBound else { return .distantPast }
            passed = self.table(index).total
        }
    }

    /// The open time between two instants, the second not before the first.
    func workSlowly(from start: Instant, to end: Instant) -> TimeSpan {
        guard let (first, passed) = self.start(from: start.milliseconds),
            let (last, reached) = self.end(before: end.milliseconds), first <= last
        else { return .zero }
        var work = reached - passed
        for index in first..<last { work += table(index).total }
        return TimeSpan(milliseconds: work)
    }

    func nextOpenSlowly(from instant: Instant) -> Instant {
        guard let (first, passed) = start(from: instant.milliseconds) else {
            return .distantFuture
        }
        var skipped = passed
        for index in first...tableIndices.upperBound {
            let table = table(index)
            if skipped < table.total {
                // For an open instant this is the instant itself.
                return Instant(milliseconds: table.instant(startingWork: skipped))
            }
            skipped = 0
        }
        return .distantFuture
    }

    func previousCloseSlowly(before instant: Instant) -> Instant {
        if isOpen(at: instant) { return instant }
        guard var (index, passed) = end(before: instant.milliseconds) else {
            return .distantPast
        }
        while true {
            if passed > 0 {
                return Instant(milliseconds: table(index).instant(endingWork: passed))
            }
            index -= 1
            guard index >= tableIndices.lowerBound else { return .distantPast }
            passed = table(index).total
        }
    }
}
