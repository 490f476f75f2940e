import BusinessTime
import HeapModule

/// The deadlines ahead, of which the earliest is told.
///
/// Only so many are kept, the earliest: they take no memory by the ticket. Of those later than the
/// horizon nothing is known; a look at all tickets brings them when the others are used up.
///
/// An entry may be overtaken by what has happened to its ticket since. Whoever asks for the
/// earliest has it confirmed, and each that is wrong goes for good.
struct DeadlineQueue {
    typealias Entry = EvaluationSchedule.Hint

    private var heap = Heap<Entry>()
    private var horizon: Instant?
    /// The earliest, where it is known to be right.
    private(set) var confirmed: Entry?
    private let limit: Int

    init(limit: Int = 32_768) {
        self.limit = limit
    }

    /// Whether there may be deadlines of which nothing is kept.
    var isTrimmed: Bool { horizon != nil }

    /// Whether there may be some, and those that were kept are used up.
    var isExhausted: Bool { heap.isEmpty && isTrimmed }

    /// Notes a ticket's next deadline, as it was just found; nil where it has none.
    mutating func note(_ key: Int64, _ deadline: Instant?) {
        if let confirmed, confirmed.key == key, confirmed.at != deadline { self.confirmed = nil }
        guard let deadline, horizon.map({ deadline <= $0 }) ?? true else { return }
        let entry = Entry(at: deadline, key: key)
        guard entry != confirmed else { return }
        let isFirst = heap.min.map { entry <= $0 } ?? true
        heap.insert(entry)
        if isFirst { confirmed = entry }
        if heap.count > 2 * limit { trim() }
    }

    /// Takes up what a look at all open tickets has found, beside what is known of closed ones.
    mutating func takeUp(_ found: DeadlineQueue) {
        let known = heap.unordered
        self = found
        confirmed = nil
        for entry in known where horizon.map({ entry.at <= $0 }) ?? true { heap.insert(entry) }
        if heap.count > 2 * limit { trim() }
    }

    private mutating func trim() {
        let sorted = heap.unordered.sorted()
        horizon = sorted[limit - 1].at
        heap = Heap(sorted[..<limit])
    }

    /// The earliest entry not before a moment, right or not; nil where there is none.
    mutating func earliest(from now: Instant) -> Entry? {
        // A ticket whose deadline has passed was looked at then, and has noted its next.
        while let first = heap.min, first.at < now { heap.removeMin() }
        if let confirmed, confirmed != heap.min { self.confirmed = nil }
        return heap.min
    }

    /// Takes in that the earliest is right.
    mutating func confirm() { confirmed = heap.min }

    /// Takes out the earliest, which is wrong.
    mutating func refute() {
        heap.removeMin()
        confirmed = nil
    }
}
