import BusinessTime
import Notifications
public import ServiceLevels

/// Reads a length of time such as `4h`, `15min`, `1h 30min`, `90s`, `2w`.
func parseSpan(_ text: String) throws(ValueError) -> TimeSpan {
    let units: [(names: [String], milliseconds: Int64)] = [
        (["ms"], 1), (["s", "sec"], 1_000), (["m", "min"], 60_000), (["h"], 3_600_000),
        (["d"], 86_400_000), (["w", "week", "weeks"], 7 * 86_400_000),
    ]
    let fault = ValueError("'\(text)' is no length of time; write it like 4h, 15min or 1h30min")
    var total: Int64 = 0
    var rest = text.filter { $0 != " " }[...]
    if rest.isEmpty { throw fault }
    while !rest.isEmpty {
        let digits = rest.prefix(while: \.isASCIIDigit)
        rest = rest.dropFirst(digits.count)
        let letters = rest.prefix { !$0.isASCIIDigit }
        rest = rest.dropFirst(letters.count)
        guard let count = Int64(digits), count < 1_000_000,
            let unit = units.first(where: { $0.names.contains(String(letters)) })
        else { throw fault }
        total += count * unit.milliseconds
    }
    return .milliseconds(total)
}

/// Reads a positive length of time.
func parsePositiveSpan(_ text: String) throws(ValueError) -> TimeSpan {
    let span = try parseSpan(text)
    if span == .zero {
        throw ValueError("'\(text)' is no time at all; leave the key out where there is none")
    }
    return span
}

/// Reads a retention period: a day to a hundred years.
func parseRetention(_ text: String) throws(ValueError) -> TimeSpan {
    let span = try parseSpan(text)
    guard span >= .days(1), span <= .days(36_525) else {
        throw ValueError("'\(text)': records are kept 1d to 36525d; 731d are two years")
    }
    return span
}

/// Reads targets as policies write them.
public enum TargetText {
    /// Reads a target: a length of time, `3 working days`, `1 working day until close`, `named`.
    ///
    /// - Parameters:
    ///   - text: the target's words.
    ///   - orNone: whether no time at all is allowed.
    /// - Returns: the target.
    /// - Throws: `ValueError` with the text.
    public static func parse(_ text: String, orNone: Bool = false) throws(ValueError) -> Target {
        if orNone, let span = try? parseSpan(text) { return .time(span) }
        return try parseTarget(text)
    }
}

/// Reads a target, which cannot be zero.
func parseTarget(_ text: String) throws(ValueError) -> Target {
    let words = text.split(separator: " ").map(String.init)
    if words == ["named"] { return .named }
    if let days = try parseWorkingDays(words, text) {
        switch words[3...].joined(separator: " ") {
        case "": return .workingDays(days, until: .sameTime)
        case "until close": return .workingDays(days, until: .close)
        default: throw ValueError("'\(text)': after 'working days' only 'until close' can stand")
        }
    }
    return .time(try parsePositiveSpan(text))
}

/// Reads when a step is due or repeated: `3 working days`, or a length of time.
func parseStepLength(_ text: String) throws(ValueError) -> Step.Moment {
    let words = text.split(separator: " ").map(String.init)
    guard let days = try parseWorkingDays(words, text) else { return .offset(try parseSpan(text)) }
    guard words.count == 3 else {
        throw ValueError("'\(text)': after 'working days' nothing can stand here")
    }
    return .workingDays(days)
}

/// The number before `working days`; nil for other words.
private func parseWorkingDays(_ words: [String], _ text: String) throws(ValueError) -> Int? {
    guard words.count >= 3, words[1] == "working", words[2] == "day" || words[2] == "days" else {
        return nil
    }
    guard let days = Int(words[0]), (1...1000).contains(days) else {
        throw ValueError("'\(text)': the number of working days must be 1 to 1000")
    }
    return days
}

/// Reads a share of the target such as `75%`, as a fraction.
func parsePercent(_ text: String) throws(ValueError) -> Double {
    guard text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent < 100
    else { throw ValueError("'\(text)' is no share of the target; write it like 75%") }
    return percent / 100
}

/// Reads opening hours such as `09:00-18:00`, `22:00-06:00`, `00:00-24:00`.
func parseHours(_ text: String) throws(ValueError) -> OpenHours {
    let parts = text.split(separator: "-").map { $0.trimmingSpaces }
    guard parts.count == 2, let open = CivilTime(parts[0]), let close = CivilTime(parts[1]) else {
        throw ValueError("'\(text)' are no opening hours; write them like 09:00-18:00")
    }
    return OpenHours(open: open, close: close)
}

/// Reads a date such as `2026-11-22`.
func parseDate(_ text: String) throws(ValueError) -> CivilDate {
    guard let date = CivilDate(text) else {
        throw ValueError("'\(text)' is no date of the calendar; write it like 2026-11-22")
    }
    return date
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}

/// Reads the rate limit of a receiver, such as `18/min`.
func parseAllowance(_ text: String) throws(ValueError) -> RateLimit {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        .map(\.trimmingSpaces)
    guard parts.count == 2, let count = Int(parts[0]), (1...10_000).contains(count),
        let window = try? parsePositiveSpan(
            parts[1].first.map { "0"..."9" ~= $0 } == true ? parts[1] : "1" + parts[1]
        )
    else { throw ValueError("'\(text)' is no allowance; write it like 18/min or 5/10s") }
    return RateLimit(messages: count, per: window)
}
