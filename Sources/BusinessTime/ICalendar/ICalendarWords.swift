/// What the words of a summary say about its day: off, worked, or something that is not understood.
///
/// Feeds of Chinese holidays tell make-up days apart by a word alone: 补班, 上班, （班）.
struct ICalendarWords {
    /// Whether they say that the day is worked.
    private(set) var areWorked = false
    /// Whether they say outright that the day is off.
    private(set) var areOff = false
    /// Whether they speak of a holiday, which make-up days do too: 国庆假期补班.
    private(set) var areOfHoliday = false
    /// A word that could mean either.
    private(set) var unclear: String?
    /// A word by which only a part of the day is meant.
    private(set) var part: String?

    /// Not worked, though there is a word for working in it.
    private static let denied = [
        "不上班", "无需上班", "無需上班", "不用上班", "免上班", "停班", "非工作日", "非上班", "非营业", "非営業",
        "non-working", "non working", "nonworking", "no work",
    ]
    private static let worked = [
        "补班", "補班", "上班", "调班", "調班", "工作日", "补工", "出勤", "営業日", "营业日", "근무일",
        "workday", "work day", "working day", "working saturday", "working sunday",
        "make-up day", "make up day", "makeup day", "(work)", "[work]",
    ]
    private static let off = [
        "休", "放假", "停业", "closed",
    ]
    private static let holiday = ["假", "holiday", "vacation"]
    private static let parts = [
        "半天", "半日", "上午", "下午", "半休", "half day", "half-day", "halfday", "early clos",
        "early-clos", "closes early", "closing early", "half holiday",
    ]
    /// What may stand on either side of 班 where it is a mark: 国庆节 班, （班）, 班：国庆节.
    private static let lone = "班"

    /// Reads a text.
    init(_ text: String) {
        var text = Self.plain(text)
        part = Self.parts.first { text.contains($0) }
        for word in Self.denied where Self.remove(word, from: &text) { areOff = true }
        // Both the days off and the days worked for them are called so.
        let isExchange = Self.remove("调休", from: &text) || Self.remove("調休", from: &text)
        for word in Self.worked where Self.remove(word, from: &text) { areWorked = true }
        if Self.isLone(Self.lone, in: text) {
            areWorked = true
            _ = Self.remove(Self.lone, from: &text)
        }
        areOff =
            areOff || Self.isLone("off", in: text) || Self.off.contains { text.contains($0) }
        areOfHoliday = Self.holiday.contains { text.contains($0) }
        if text.contains(Self.lone) {
            unclear = Self.lone
        } else if let word = ["work", "working"].first(where: { Self.isLone($0, in: text) }) {
            unclear = word
        } else if isExchange || text.contains("make-up"), !areWorked, !areOff {
            unclear = isExchange ? "调休" : "make-up"
        }
    }

    /// Small letters of half the width; whatever separates words is a space, but brackets stay.
    private static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            let full = (0xff01...0xff5e).contains(scalar.value)
            let half = full ? Unicode.Scalar(scalar.value - 0xfee0) ?? scalar : scalar
            switch half {
            case "【", "〔", "「", "『": plain.append("(")
            case "】", "〕", "」", "』": plain.append(")")
            case _ where half.properties.isWhitespace: plain.append(" ")
            default: plain.append(half)
            }
        }
        return String(plain)
    }

    /// Whether a word stands by itself, with no letter on either side.
    private static func isLone(_ word: String, in text: String) -> Bool {
        let words = text.unicodeScalars.split { !$0.properties.isAlphabetic }
        return words.contains { String($0) == word }
    }

    private static func remove(_ word: String, from text: inout String) -> Bool {
        var found = false
        var rest = text[...]
        var kept = ""
        while let range = rest.firstRange(of: word) {
            found = true
            kept += rest[..<range.lowerBound] + " "
            rest = rest[range.upperBound...]
        }
        if found { text = kept + rest }
        return found
    }
}
