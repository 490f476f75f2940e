/// One thing that was measured, with what bounds it and how far it has to reach.
struct Figure {
    /// What a figure has to reach.
    struct Reach {
        /// The highest value allowed.
        var most: Double?
        /// The lowest value allowed.
        var least: Double?
        /// The highest ratio to the bound allowed.
        var ratio: Double?
    }

    var name: String
    var value: Double
    var unit: String
    /// What the plain equivalent took; nil where nothing is comparable.
    var bound: Double?
    var reach: Reach?

    init(
        _ name: String,
        _ value: Double,
        _ unit: String,
        bound: Double? = nil,
        reach: Reach? = nil
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.bound = bound
        self.reach = reach
    }

    /// The value as a multiple of the bound.
    var ratio: Double? { bound.map { value / $0 } }

    /// Whether it reaches what it has to; nil where it has to reach nothing.
    var isReached: Bool? {
        guard let reach else { return nil }
        if let most = reach.most, value > most { return false }
        if let least = reach.least, value < least { return false }
        if let most = reach.ratio, let ratio, ratio > most { return false }
        return true
    }
}
