import BusinessTime

/// The soonest items up to a limit, and the number of all.
struct DueList {
    let limit: Int
    /// The soonest first.
    private(set) var items: [DueItem] = []
    /// The number of late items, kept or not.
    private(set) var lateCount = 0
    /// The number of all items.
    private(set) var count = 0

    init(limit: Int) {
        self.limit = limit
        items.reserveCapacity(limit + 1)
    }

    /// Inserts an item if it is among the soonest.
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
