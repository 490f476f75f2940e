package import BusinessTime

extension TimeSpan {
    /// An approximate length in its two largest units: `2 d 3 h`, `12 min`, `40 s`.
    package var roughText: String {
        let units: [(milliseconds: Int64, name: String)] = [
            (86_400_000, "d"), (3_600_000, "h"), (60_000, "min"), (1000, "s"),
        ]
        var rest = abs(milliseconds)
        guard let largest = units.firstIndex(where: { rest >= $0.milliseconds }) else {
            return "0 s"
        }
        var parts: [String] = []
        for unit in units[largest...].prefix(largest < 2 ? 2 : 1) {
            let count = rest / unit.milliseconds
            rest %= unit.milliseconds
            if count > 0 { parts.append("\(count) \(unit.name)") }
        }
        return parts.joined(separator: " ")
    }
}
