import BusinessTime

/// The soonest items, never more than so many, and how many there were.
struct DueList {
    /// How many are kept.
    let limit: Int
    /// The items, the soonest first.
    private(set) var items: [DueItem] = []
    /// How many late ones there were, kept or not.
    private(set) var lateCount = 0
    /// How many there were at all.
    private(set) var count = 0

    /// Makes an empty list.
    init(limit: Int) {
        self.limit = limit
        items.reserveCapacity(limit + 1)
    }

    /// Puts an item into its place, if it is among the soonest.
    mutating func insert(_ item: DueItem) {
        count += 1
        if item.isLate { lateCount += 1 }
        if items.count == limit, let last = items.last, !DueItem.isSooner(item, last) { return }
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if DueItem.isSooner(items[middle], item) { low = middle + 1 } else { high = middle }
        }
        items.insert(item, at: low)
        if items.count > limit { items.removeLast() }
    }
}
