/// A stretch of one day's wall clock in milliseconds from its midnight; it may reach past 24:00.
struct WallRange: Sendable, Hashable {
    var open: Int64
    var close: Int64

    init(_ hours: OpenHours) {
        open = Int64(hours.open.millisecondOfDay)
        close = Int64(hours.close.millisecondOfDay)
        if close <= open { close += 86_400_000 }
    }

    /// The union of hours as ranges in order, none touching another.
    static func union(of hours: [OpenHours]) -> [WallRange] {
        var ranges: [WallRange] = []
        for range in hours.map(WallRange.init).sorted(by: { $0.open < $1.open }) {
            if let last = ranges.last, range.open <= last.close {
                ranges[ranges.count - 1].close = max(last.close, range.close)
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }
}
