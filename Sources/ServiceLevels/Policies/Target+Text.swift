public import BusinessTime

extension TimeSpan {
    /// The length for people, with its two largest units: `2 小时 5 分`, `2h 5min`.
    public func text(in language: Language) -> String {
        let units: [(milliseconds: Int64, names: [Language: String])] = [
            (86_400_000, [.chinese: " 天", .english: "d"]),
            (3_600_000, [.chinese: " 小时", .english: "h"]),
            (60_000, [.chinese: " 分钟", .english: "min"]),
            (1_000, [.chinese: " 秒", .english: "s"]),
        ]
        var rest = abs(milliseconds)
        var parts: [String] = []
        for unit in units where parts.count < 2 {
            let count = rest / unit.milliseconds
            rest %= unit.milliseconds
            if count > 0 { parts.append("\(count)\(unit.names[language] ?? "")") }
        }
        let text = parts.joined(separator: " ")
        if text.isEmpty { return language == .chinese ? "0 秒" : "0s" }
        return milliseconds < 0 ? "-" + text : text
    }
}

extension TimeSpan {
    /// The length in hours, minutes and whole seconds, with at most this many units: `26h 5min`.
    ///
    /// Without days, since a day of working time is not a calendar day.
    public func hoursText(in language: Language = .english, units most: Int = 3) -> String {
        let units: [(milliseconds: Int64, chinese: String, english: String)] = [
            (3_600_000, " 小时", "h"), (60_000, " 分钟", "min"), (1000, " 秒", "s"),
        ]
        var rest = milliseconds.magnitude
        var parts: [String] = []
        for unit in units where parts.count < most {
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
}

extension Target {
    /// The target for people, lengths in hours.
    public func text(in language: Language) -> String {
        switch (self, language) {
        case (.time(let span), _): span.hoursText(in: language)
        case (.workingDays(let days, .sameTime), .chinese): "\(days) 个工作日"
        case (.workingDays(let days, .close), .chinese): "\(days) 个工作日（至下班）"
        case (.workingDays(let days, let until), .english):
            "\(days) working day\(days == 1 ? "" : "s")\(until == .close ? " until close" : "")"
        case (.named, .chinese): "约定时间"
        case (.named, .english): "the time named"
        }
    }
}
