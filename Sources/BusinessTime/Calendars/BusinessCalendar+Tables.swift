import Synchronization

/// Questions that reach beyond the core years: the same arithmetic over a chain of tables.
extension BusinessCalendar {
    /// Later, in milliseconds, than the end of year 9999 in any zone.
    private static let latest: Int64 = 253_402_387_200_000
    /// Earlier, in milliseconds, than the start of year 1 in any zone.
    private static let earliest: Int64 = -62_135_683_200_000

    /// The tables there can be.
    var tableIndices: ClosedRange<Int> {
        TableChain.index(of: years.lowerBound)...TableChain.index(of: years.upperBound)
    }

    /// A table of the chain.
    func table(_ index: Int) -> PlacedTable { chain.withLock { $0.table(index) } }

    /// The table that covers an instant, if there can be open time that early or late.
    func place(of time: Int64) -> (index: Int, table: PlacedTable)? {
        if core.covers(time) { return (0, PlacedTable(core)) }
        let year = zone.civil(at: Instant(milliseconds: time)).date.year
        guard (1...9999).contains(year) else { return nil }
        let index = TableChain.index(of: year)
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
            let (index, passed) = self.start(from: start.milliseconds)
        else { return .distantFuture }
        return chain.withLock { chain in
            let wanted = chain.start(of: index).work + passed + length
            let found = chain.first(in: index...tableIndices.upperBound) { $0.work >= wanted }
            guard let found else { return .distantFuture }
            let rest = wanted - chain.start(of: found).work
            return Instant(milliseconds: chain.table(found).instant(endingWork: rest))
        }
    }

    func subtractSlowly(_ length: Int64, from end: Instant) -> Instant {
        if length < 0 { return add(.milliseconds(length == .min ? .max : -length), to: end) }
        if length == 0 { return previousClose(before: end) }
        guard length <= min(end, .distantFuture).milliseconds - Self.earliest,
            let (index, passed) = self.end(before: end.milliseconds)
        else { return .distantPast }
        return chain.withLock { chain in
            let wanted = chain.start(of: index).work + passed - length
            let found = chain.last(in: tableIndices.lowerBound...index) { $0.work <= wanted }
            guard let found else { return .distantPast }
            let rest = wanted - chain.start(of: found).work
            return Instant(milliseconds: chain.table(found).instant(startingWork: rest))
        }
    }

    /// The open time between two instants, the second not before the first.
    func workSlowly(from start: Instant, to end: Instant) -> TimeSpan {
        guard let (first, passed) = self.start(from: start.milliseconds),
            let (last, reached) = self.end(before: end.milliseconds), first <= last
        else { return .zero }
        let between = chain.withLock { $0.start(of: last).work - $0.start(of: first).work }
        return TimeSpan(milliseconds: between + reached - passed)
    }

    func nextOpenSlowly(from instant: Instant) -> Instant {
        guard let (index, passed) = start(from: instant.milliseconds) else {
            return .distantFuture
        }
        return chain.withLock { chain in
            let wanted = chain.start(of: index).work + passed
            let found = chain.first(in: index...tableIndices.upperBound) { $0.work > wanted }
            guard let found else { return .distantFuture }
            // For an open instant this is the instant itself.
            let rest = wanted - chain.start(of: found).work
            return Instant(milliseconds: chain.table(found).instant(startingWork: rest))
        }
    }

    func previousCloseSlowly(before instant: Instant) -> Instant {
        if isOpen(at: instant) { return instant }
        guard let (index, passed) = end(before: instant.milliseconds) else {
            return .distantPast
        }
        return chain.withLock { chain in
            let wanted = chain.start(of: index).work + passed
            let found = chain.last(in: tableIndices.lowerBound...index) { $0.work < wanted }
            guard let found else { return .distantPast }
            let rest = wanted - chain.start(of: found).work
            return Instant(milliseconds: chain.table(found).instant(endingWork: rest))
        }
    }
}
