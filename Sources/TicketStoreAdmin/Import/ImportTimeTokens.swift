import BusinessTime

/// The numbers, words and marks of a folded time text.
struct ImportTimeTokens {
    /// A number and its number of digits.
    struct Number {
        var value: Int
        var digits: Int
    }

    fileprivate enum Token: Equatable {
        case number(value: Int, digits: Int)
        case word(String)
        case mark(Character)
    }

    /// The time of day with its half of the day and its zone.
    struct Clock {
        fileprivate var tokens: [Token]
        fileprivate var half: String?
    }

    private var tokens: [Token] = []
    private var half: String?

    /// Halves of the day.
    ///
    /// 中午 means the hours around noon; a night would belong to two dates at
    /// twelve.
    private static let halves: [(word: String, half: String)] = [
        ("上午", "am"), ("凌晨", "am"), ("早上", "am"), ("清晨", "am"), ("a.m.", "am"), ("a. m.", "am"),
        ("下午", "pm"), ("p.m.", "pm"), ("p. m.", "pm"), ("晚上", "night"), ("傍晚", "night"),
        ("中午", "noon"),
    ]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    init(_ text: String) {
        var text = text
        for (word, half) in Self.halves where text.contains(word) {
            text = text.split(separator: word, omittingEmptySubsequences: false)
                .joined(separator: " \(half) ")
        }
        var run: [Character] = []
        var isNumber = false
        func end() {
            guard !run.isEmpty else { return }
            let piece = String(run)
            run = []
            if isNumber {
                // Fractions of seconds have more digits than anything else, and are cut.
                let value = Int(piece.prefix(9)) ?? 0
                tokens.append(.number(value: value, digits: piece.count))
            } else if ["am", "pm", "night", "noon"].contains(piece) {
                half = half == nil ? piece : "two"
            } else if !Self.isWeekday(piece) {
                tokens.append(.word(piece))
            }
        }
        for character in text {
            let isDigit = character.isASCII && character.isNumber
            let isLetter = character.isLetter && !"年月日号號时時点點分秒".contains(character)
            guard isDigit || isLetter else {
                end()
                switch character {
                case "时", "時", "点", "點", "分": tokens.append(.mark(":"))
                case "年", "月": tokens.append(.mark("-"))
                case "日", "号", "號", "秒", " ": break
                default: tokens.append(.mark(character))
                }
                continue
            }
            if isDigit != isNumber { end() }
            isNumber = isDigit
            run.append(character)
        }
        end()
        // 9点5分 ends with the mark of minutes, 9点 with that of hours.
        if tokens.last == .mark(":") {
            tokens.removeLast()
            if !tokens.contains(.mark(":")) {
                tokens += [.mark(":"), .number(value: 0, digits: 2)]
            }
        }
    }

    private static func isWeekday(_ word: String) -> Bool {
        if word.hasPrefix("星期") || word.hasPrefix("礼拜") || word.hasPrefix("周") { return true }
        return weekdays.contains { word.hasPrefix($0) && word.count <= 9 && word.hasSuffix("day") }
            || weekdays.contains(word)
    }

    /// Whether it consists of a date only.
    var hasDateOnly: Bool { half == nil && dateParts != nil }

    /// Removes the time of day: from the number before the first colon on.
    mutating func takeClock() -> Clock? {
        guard let colon = tokens.firstIndex(of: .mark(":")), colon > 0 else { return nil }
        let clock = Clock(tokens: Array(tokens[(colon - 1)...]), half: half)
        tokens.removeSubrange((colon - 1)...)
        if tokens.last == .word("t") || tokens.last == .word("at") { tokens.removeLast() }
        return clock
    }

    /// The three numbers of a date, or two and a month's name.
    var dateParts: (numbers: [Number], month: Int?)? {
        var numbers: [Number] = []
        var month: Int?
        for token in tokens {
            switch token {
            case .number(let value, let digits):
                guard digits <= 2 || digits == 4 else { return nil }
                numbers.append(Number(value: value, digits: digits))
            case .word(let word):
                let index = Self.months.firstIndex { word.hasPrefix($0) && word.count <= 9 }
                guard let index, month == nil else { return nil }
                month = index + 1
            case .mark(let mark):
                guard "-/.,".contains(mark) else { return nil }
            }
        }
        guard numbers.count == (month == nil ? 3 : 2) else { return nil }
        // The year is first or last.
        if numbers.count == 3, numbers[1].digits == 4 { return nil }
        if month != nil, numbers[0].digits != 4, numbers[1].digits != 4, numbers[1].digits != 2 {
            return nil
        }
        return (numbers, month)
    }
}

extension ImportTimeTokens.Clock {
    /// The time of day, and the offset from UTC in seconds if there is one.
    func read() -> (time: CivilTime, offset: Int?)? {
        var rest = tokens[...]
        func number() -> Int? {
            guard case .number(let value, let digits)? = rest.first, digits <= 9 else { return nil }
            rest.removeFirst()
            return value
        }
        func skip(_ marks: String) -> Bool {
            guard case .mark(let mark)? = rest.first, marks.contains(mark) else { return false }
            rest.removeFirst()
            return true
        }
        guard var hour = number(), skip(":"), let minute = number() else { return nil }
        var second = 0
        if skip(":") {
            guard let seconds = number() else { return nil }
            second = seconds
            if skip(".,") {
                guard case .number? = rest.first else { return nil }
                rest.removeFirst()
            }
        }
        switch half {
        case nil: break
        case "am":
            guard hour <= 12 else { return nil }
            hour %= 12
        case "pm" where hour < 24: hour += hour < 12 ? 12 : 0
        case "noon" where (11...14).contains(hour): break
        case "noon" where (1...2).contains(hour): hour += 12
        case "night" where (5...11).contains(hour): hour += 12
        case "night" where (17...23).contains(hour): break
        default: return nil
        }
        guard let time = CivilTime(hour: hour, minute: minute, second: second) else { return nil }
        guard !rest.isEmpty else { return (time, nil) }
        if case .word(let word)? = rest.first {
            guard ["z", "utc", "gmt"].contains(word) else { return nil }
            rest.removeFirst()
            if rest.isEmpty { return (time, 0) }
        }
        let isBehind = skip("-")
        guard isBehind || skip("+"), case .number(let value, let digits)? = rest.first else {
            return nil
        }
        rest.removeFirst()
        var ahead = digits == 4 ? value / 100 * 60 + value % 100 : value * 60
        if skip(":") {
            guard let minutes = number() else { return nil }
            ahead += minutes
        }
        guard rest.isEmpty, digits <= 4, ahead <= 14 * 60 else { return nil }
        return (time, (isBehind ? -ahead : ahead) * 60)
    }
}
