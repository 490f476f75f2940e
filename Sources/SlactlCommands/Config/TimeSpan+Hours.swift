import BusinessTime
import ServiceLevels

extension TimeSpan {
    /// The length in hours, minutes and whole seconds: `26h 5min`.
    ///
    /// No days, since a day of working time is not a day of the calendar.
    func hoursText(in language: Language = .english) -> String {
        let units: [(milliseconds: Int64, chinese: String, english: String)] = [
            (3_600_000, " 小时", "h"), (60_000, " 分钟", "min"), (1000, " 秒", "s"),
        ]
        var rest = milliseconds.magnitude
        var parts: [String] = []
        for unit in units {
            let (count, left) = rest.quotientAndRemainder(
                dividingBy: unit.milliseconds.magnitude
            )
            rest = left
            if count > 0 {
                parts.append("\(count)\(language == .chinese ? unit.chinese : unit.english)")
            }
        }
        if parts.isEmpty { return language == .chinese ? "0 秒" : "0s" }
        return (milliseconds < 0 ? "-" : "") + parts.joined(separator: " ")
    }

    /// About how long, in its two largest units: `2 d 3 h`, `12 min`, `40 s`.
    var roughText: String {
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

extension Target {
    /// The target as people say it, a length in hours.
    func hoursText(in language: Language = .english) -> String {
        if case .time(let span) = self { return span.hoursText(in: language) }
        return text(in: language)
    }
}
