import BusinessTime
import HeapModule

/// When to look at which ticket: sixteen bytes a ticket, and all the memory a ticket has.
///
/// A hint promises nothing: whatever comes due is read and evaluated anew. So a ticket may have
/// several, and one that was overtaken by a change costs a look and no more.
struct EvaluationSchedule {
    struct Hint: Comparable {
        var at: Instant
        var key: Int64

        static func < (left: Hint, right: Hint) -> Bool {
            (left.at, left.key) < (right.at, right.key)
        }
    }

    private var heap = Heap<Hint>()
    /// How many hints were left when they were last compacted.
    private var compacted = 0

    /// How many hints there are; more than tickets where tickets have changed.
    var count: Int { heap.count }

    /// The earliest hint's moment.
    var next: Instant? { heap.min?.at }

    /// Makes room for so many tickets at once.
    mutating func reserve(_ capacity: Int) {
        heap.reserveCapacity(capacity)
    }

    mutating func push(_ key: Int64, at instant: Instant) {
        heap.insert(Hint(at: instant, key: key))
    }

    /// Takes the tickets that are due, each once, at most so many.
    mutating func takeDue(_ now: Instant, limit: Int) -> [Int64] {
        var keys: [Int64] = []
        var seen: Set<Int64> = []
        while keys.count < limit, let hint = heap.min, hint.at <= now {
            heap.removeMin()
            if seen.insert(hint.key).inserted { keys.append(hint.key) }
        }
        return keys
    }

    /// Drops the hints that changes and passes leave behind and nobody needs any more.
    ///
    /// - Parameter needed: how many there are without those; nil for as many as were left when they
    ///   were last dropped.
    mutating func compactIfCrowded(needed: Int? = nil) {
        compacted = needed ?? compacted
        guard count > max(1_000, compacted + compacted / 4) else { return }
        compact()
        compacted = count
    }

    /// Keeps only the earliest hint of each ticket.
    private mutating func compact() {
        // Sorted rather than gathered by key: a dictionary would take three times the room.
        var schedule = heap.unordered
        heap = Heap()
        schedule.sort { ($0.key, $0.at) < ($1.key, $1.at) }
        var last: Int64?
        schedule.removeAll { hint in
            defer { last = hint.key }
            return hint.key == last
        }
        heap = Heap(schedule)
    }

    mutating func removeAll() {
        heap = Heap()
    }
}
