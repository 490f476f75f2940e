/// The open time of some years as a sorted table with running sums: the heart of a calendar.
///
/// Both questions, how much open time lies before an instant and at which instant so much has
/// passed, are one look into an index and a step or two in the table; no day is walked.
struct OpenTimeTable: Sendable {
    private struct Entry {
        /// When this stretch opens.
        var open: Int64
        /// The open time of all stretches before it, so the next entry tells this one's length.
        var before: Int64
    }

    /// About 18.6 hours: one stretch or two to a bucket, and a shift instead of a division.
    private static let timeShift: Int64 = 26
    /// Where the entry behind the last one "opens": later than any instant.
    private static let never = Int64.max / 3

    /// The instants that the table covers, `[start, end)`.
    let start: Int64
    /// The first instant that the table does not cover.
    let end: Int64
    /// How many stretches it holds.
    let count: Int
    /// All its open time.
    let total: Int64

    /// The stretches, and two more entries that end every search.
    private let entries: ContiguousArray<Entry>
    /// For each bucket of time the first stretch that closes after the bucket's start.
    private let byTime: ContiguousArray<Int32>
    /// For each bucket of open time the first stretch that ends after the bucket's start.
    private let byWork: ContiguousArray<Int32>
    private let workShift: Int64

    /// The first date of the table, as days since 1970-01-01.
    let firstDay: Int
    /// For each date how many working days the table has before it.
    private let rank: ContiguousArray<Int32>
    /// The working days in order, as days since 1970-01-01.
    private let workingDays: ContiguousArray<Int32>

    /// Tabulates the dates of some years.
    init(_ hours: DateHours, years: Range<Int>) {
        var clock = WallClock(hours.zone)
        let firstDay = CivilDate.days(year: years.lowerBound, month: 1, day: 1)
        let lastDay = CivilDate.days(year: years.upperBound, month: 1, day: 1)
        self.firstDay = firstDay
        let start = clock.instant(ofWall: Int64(firstDay) * 86_400_000)
        let end = clock.instant(ofWall: Int64(lastDay) * 86_400_000)
        self.start = start
        self.end = end

        var entries: ContiguousArray<Entry> = []
        var rank: ContiguousArray<Int32> = []
        var workingDays: ContiguousArray<Int32> = []
        var covered = start
        var work: Int64 = 0
        rank.reserveCapacity(lastDay - firstDay + 1)
        // The day before may run into the first.
        for day in (firstDay - 1)..<lastDay {
            let intervals = hours.intervals(on: day, &clock)
            if day >= firstDay {
                rank.append(Int32(workingDays.count))
                if !intervals.isEmpty { workingDays.append(Int32(day)) }
            }
            for interval in intervals {
                // Overlapping hours count once, and what runs past the end is the next table's.
                let open = max(interval.lowerBound, covered)
                let close = min(interval.upperBound, end)
                guard open < close else { continue }
                entries.append(Entry(open: open, before: work))
                work += close - open
                covered = close
            }
        }
        rank.append(Int32(workingDays.count))
        let count = entries.count
        self.count = count
        total = work
        entries.append(Entry(open: Self.never, before: work))
        entries.append(Entry(open: .max, before: work + Self.never))
        self.entries = entries
        self.rank = rank
        self.workingDays = workingDays

        var shift: Int64 = 0
        while count > 0, work >> (shift + 1) >= Int64(count) { shift += 1 }
        workShift = shift
        byTime = Self.buckets(of: end - start, shift: Self.timeShift) { index, reached in
            let length = entries[index + 1].before - entries[index].before
            let close = entries[index].open + length
            return index == count || close > start + reached
        }
        byWork = Self.buckets(of: work, shift: shift) { index, reached in
            index == count || entries[index + 1].before > reached
        }
    }

    /// For each bucket the first entry that is `beyond` the bucket's start.
    private static func buckets(
        of length: Int64,
        shift: Int64,
        beyond: (Int, Int64) -> Bool
    ) -> ContiguousArray<Int32> {
        var index = 0
        var buckets: ContiguousArray<Int32> = []
        buckets.reserveCapacity(Int(length >> shift) + 1)
        for bucket in 0...(length >> shift) {
            while !beyond(index, bucket << shift) { index += 1 }
            buckets.append(Int32(index))
        }
        return buckets
    }
}

// MARK: - Looking up

extension OpenTimeTable {
    /// Whether the table covers an instant.
    func covers(_ time: Int64) -> Bool { start <= time && time < end }

    /// The first stretch that closes after an instant of the table; `count` if none does.
    func stretch(at time: Int64) -> Int {
        var index = Int(byTime[Int((time &- start) >> Self.timeShift)])
        while close(of: index) <= time { index &+= 1 }
        return index
    }

    /// The stretch in which so much open time has passed, for less than the table's total.
    func stretch(afterWork work: Int64) -> Int {
        var index = Int(byWork[Int(work >> workShift)])
        while entries[index &+ 1].before <= work { index &+= 1 }
        return index
    }

    /// When a stretch opens.
    func open(of stretch: Int) -> Int64 { entries[stretch].open }

    /// When a stretch closes.
    func close(of stretch: Int) -> Int64 {
        entries[stretch].open &+ (entries[stretch &+ 1].before &- entries[stretch].before)
    }

    /// The open time of the table before an instant that it covers.
    func work(before time: Int64) -> Int64 {
        work(before: time, in: stretch(at: time))
    }

    /// The open time before an instant of which the stretch is known.
    func work(before time: Int64, in stretch: Int) -> Int64 {
        entries[stretch].before &+ max(0, time &- entries[stretch].open)
    }

    /// The instant at which the last of so much open time, at least 1, has just passed.
    func instant(endingWork work: Int64) -> Int64 {
        let index = stretch(afterWork: work &- 1)
        return entries[index].open &+ (work &- entries[index].before)
    }

    /// The instant from which on so much open time, less than all, has passed.
    func instant(startingWork work: Int64) -> Int64 {
        let index = stretch(afterWork: work)
        return entries[index].open &+ (work &- entries[index].before)
    }
}

// MARK: - Working days

extension OpenTimeTable {
    /// How many working days it has.
    var workingDayCount: Int { workingDays.count }

    /// How many working days it has before one of its dates, or before its end.
    func workingDays(before day: Int) -> Int { Int(rank[day - firstDay]) }

    /// One of its working days, counted from 0.
    func workingDay(_ index: Int) -> Int { Int(workingDays[index]) }
}
