/// The tables of a calendar's years, the core ones and those to either side, as one line.
///
/// A question far away costs as much as one nearby: years of one pattern share a table, sums over
/// the tables are kept, and no more than `tablesKept` tables are, whatever is asked.
struct TableChain {
    /// How much lies in some tables, or before a place in the line, counted from the core's start.
    struct Amount {
        var work: Int64 = 0
        var days = 0

        static func + (left: Amount, right: Amount) -> Amount {
            Amount(work: left.work + right.work, days: left.days + right.days)
        }
    }

    private enum Key: Hashable {
        case pattern(YearPattern)
        /// Years with dates of their own, by the index of their table.
        case own(Int)
    }

    private struct Kept {
        let table: OpenTimeTable
        /// The first year that it was made for.
        let year: Int
        var lastUse: Int
    }

    /// Years to a table beside the core one; an era is 25 of them.
    private static let yearsPerTable = 16
    /// An era's tables and a few of the present: some eight megabytes at most.
    private static let tablesKept = 32

    /// How many tables were made, which is all the work there is.
    private(set) var tablesMade = 0

    private let hours: DateHours
    private let core: PlacedTable
    private var kept: [Key: Kept] = [:]
    private var uses = 0
    /// What tables hold that were made once; small, so kept for good.
    private var amounts: [Key: Amount] = [:]
    /// Before the end of the tables 0, 1, 2 and so on, as far as anybody asked.
    private var ends: [Amount]
    /// Before the start of the tables 0, -1, -2 and so on.
    private var starts = [Amount()]

    init(_ hours: DateHours, core: OpenTimeTable) {
        self.hours = hours
        self.core = PlacedTable(core)
        ends = [Amount(work: core.total, days: core.workingDayCount)]
    }

    /// The table that a year is in: 0 the core one, 1 the one after it, -1 the one before.
    static func index(of year: Int) -> Int {
        let core = BusinessCalendar.coreYears
        if core.contains(year) { return 0 }
        return year < core.lowerBound
            ? (year - core.lowerBound).dividedDown(by: yearsPerTable)
            : (year - core.upperBound) / yearsPerTable + 1
    }

    private static func years(of index: Int) -> Range<Int> {
        let core = BusinessCalendar.coreYears
        if index == 0 { return core }
        let first =
            index < 0
            ? core.lowerBound + index * yearsPerTable
            : core.upperBound + (index - 1) * yearsPerTable
        return max(1, first)..<min(10_000, first + yearsPerTable)
    }

    private func key(of index: Int) -> Key {
        hours.pattern(of: Self.years(of: index)).map(Key.pattern) ?? .own(index)
    }

    /// A table of the line.
    mutating func table(_ index: Int) -> PlacedTable {
        index == 0 ? core : table(index, key(of: index))
    }

    private mutating func table(_ index: Int, _ key: Key) -> PlacedTable {
        let years = Self.years(of: index)
        uses += 1
        if let found = kept[key] {
            kept[key]?.lastUse = uses
            let eras = (years.lowerBound - found.year) / YearPattern.eraYears
            return PlacedTable(found.table, eras: eras)
        }
        let table = OpenTimeTable(hours, years: years)
        tablesMade += 1
        if kept.count == Self.tablesKept,
            let oldest = kept.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
        {
            kept[oldest] = nil
        }
        kept[key] = Kept(table: table, year: years.lowerBound, lastUse: uses)
        amounts[key] = Amount(work: table.total, days: table.workingDayCount)
        return PlacedTable(table)
    }

    private mutating func amount(of index: Int) -> Amount {
        let key = key(of: index)
        if let known = amounts[key] { return known }
        let table = table(index, key).table
        return Amount(work: table.total, days: table.workingDayCount)
    }

    // MARK: - Sums

    /// What lies before a table's start; negative on the left of the core.
    mutating func start(of index: Int) -> Amount {
        if index > 0 { return end(of: index - 1) }
        while starts.count <= -index {
            let amount = amount(of: -starts.count)
            let last = starts[starts.count - 1]
            starts.append(Amount(work: last.work - amount.work, days: last.days - amount.days))
        }
        return starts[-index]
    }

    /// What lies before a table's end.
    mutating func end(of index: Int) -> Amount {
        if index < 0 { return start(of: index + 1) }
        while ends.count <= index { ends.append(ends[ends.count - 1] + amount(of: ends.count)) }
        return ends[index]
    }

    /// The first table of a range before whose end enough lies.
    mutating func first(
        in range: ClosedRange<Int>,
        where isEnough: (Amount) -> Bool
    ) -> Int? {
        // What is summed up already is searched by halves; beyond, one table after the other.
        var low = range.lowerBound
        var high = min(range.upperBound, max(low, ends.count - 1))
        while !isEnough(end(of: high)) {
            guard high < range.upperBound else { return nil }
            high += 1
            low = high
        }
        while low < high {
            let middle = low + (high - low) / 2
            if isEnough(end(of: middle)) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// The last table of a range before whose start little enough lies.
    mutating func last(
        in range: ClosedRange<Int>,
        where isEnough: (Amount) -> Bool
    ) -> Int? {
        var high = range.upperBound
        var low = max(range.lowerBound, min(high, 1 - starts.count))
        while !isEnough(start(of: low)) {
            guard low > range.lowerBound else { return nil }
            low -= 1
            high = low
        }
        while low < high {
            let middle = high - (high - low) / 2
            if isEnough(start(of: middle)) { low = middle } else { high = middle - 1 }
        }
        return high
    }
}
