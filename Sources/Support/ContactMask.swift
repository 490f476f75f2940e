/// Hides contact data in what leaves the ticket store (S0, S1-11).
public enum ContactMask {
    /// The value of a contact field: `138****5678`, `l***@x.com`, else the first letter only.
    public static func maskedContact(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let masked = self.masked(String(word))
            // A word that is neither number nor address may still be an account name.
            return masked != word || word.count <= 1 ? masked : word.prefix(1) + "***"
        }.joined(separator: " ")
    }

    /// The text with telephone and identity numbers as `138****5678` and mail addresses as
    /// `l***@x.com`.
    ///
    /// Dates (`2026-11-22`), times, numbers of fewer than seven digits and ids that begin with a
    /// year (`20231001001`) stay.
    public static func masked(_ text: String) -> String {
        let characters = Array(text)
        var result: [Character] = []
        var plain: [Character] = []
        var index = 0
        while index < characters.count {
            let run = characters[index...].prefix(while: \.isOfMail)
            if let mail = maskedMail(Array(run)) {
                result += DigitRuns(plain).masked + mail
                plain = []
            } else {
                plain += run.isEmpty ? characters[index...index] : run
            }
            index += max(run.count, 1)
        }
        return String(result + DigitRuns(plain).masked)
    }

    /// A mail address with the first letter of its account only; nil for anything else.
    private static func maskedMail(_ run: [Character]) -> [Character]? {
        guard let at = run.firstIndex(of: "@"), at > 0 else { return nil }
        return [run[0]] + "***" + DigitRuns(Array(run[at...])).masked
    }
}

/// The numbers in a text, including those written in groups.
private struct DigitRuns {
    /// Digits next to each other, as a range of the text.
    private typealias Group = Range<Int>

    private let text: [Character]

    init(_ text: [Character]) {
        self.text = text
    }

    /// The text with the middle of every number that may reach a person hidden.
    var masked: [Character] {
        var result = text
        for chain in chains {
            for number in numbers(in: chain) { hide(number, in: &result) }
        }
        return result
    }

    /// Groups that have at most one separator between neighbours.
    private var chains: [[Group]] {
        var chains: [[Group]] = []
        var start = 0
        while let first = text[start...].firstIndex(where: \.isDigit) {
            let end = text[first...].firstIndex { !$0.isDigit } ?? text.endIndex
            if let last = chains.last?.last, isSeparator(last.upperBound..<first), !isOfTime(last) {
                chains[chains.count - 1].append(first..<end)
            } else {
                chains.append([first..<end])
            }
            start = end
        }
        return chains
    }

    /// Splits a chain into numbers: dates are left out, and long groups stand alone.
    private func numbers(in chain: [Group]) -> [[Group]] {
        var numbers: [[Group]] = [[]]
        var index = 0
        while index < chain.count {
            if isDate(chain, at: index) {
                numbers.append([])
                index += 3
            } else if chain[index].count >= 11, isApart(chain, index..<index + 1) {
                numbers += [[chain[index]], []]
                index += 1
            } else {
                numbers[numbers.count - 1].append(chain[index])
                index += 1
            }
        }
        return numbers
    }

    private func hide(_ number: [Group], in result: inout [Character]) {
        var places = number.flatMap(Array.init)
        if places.count == 17, let last = places.last, endsIdentityNumber(last + 1) {
            places.append(last + 1)
        }
        guard places.count >= 7, !isID(number, places) else { return }
        let shown = places.count >= 11 ? (3, 4) : (2, 2)
        for place in places.dropFirst(shown.0).dropLast(shown.1) { result[place] = "*" }
    }

    /// Eleven digits in one group that begin with 20 are a ticket's id, not a telephone number.
    private func isID(_ number: [Group], _ places: [Int]) -> Bool {
        guard number.count == 1, let first = places.first, places.count >= 11 else { return false }
        let isInternational = first > 0 && (text[first - 1] == "+" || text[first - 1] == "＋")
        return text[first].digit == 2 && text[first + 1].digit == 0 && !isInternational
    }

    /// Whether the check letter of a Chinese identity number stands there, and nothing after it.
    private func endsIdentityNumber(_ place: Int) -> Bool {
        guard place < text.count, "XxＸｘ".contains(text[place]) else { return false }
        return place + 1 == text.count || !(text[place + 1].isASCII && text[place + 1].isLetter)
    }

    /// Whether year, month and day stand there, by themselves.
    private func isDate(_ chain: [Group], at index: Int) -> Bool {
        guard index + 3 <= chain.count else { return false }
        let groups = chain[index..<index + 3]
        let values = groups.map { text[$0].reduce(0) { $0 &* 10 &+ ($1.digit ?? 0) } }
        let gaps = zip(groups, groups.dropFirst()).map { text[$0.upperBound..<$1.lowerBound] }
        return groups.map(\.count)[0] == 4 && groups.dropFirst().allSatisfy { $0.count <= 2 }
            && (1900...2099).contains(values[0]) && (1...12).contains(values[1])
            && (1...31).contains(values[2]) && gaps.allSatisfy { $0.elementsEqual("-") }
            && isApart(chain, index..<index + 3)
    }

    /// Whether only blanks separate some groups from their neighbours.
    private func isApart(_ chain: [Group], _ part: Range<Int>) -> Bool {
        func isBlank(_ index: Int) -> Bool {
            text[chain[index - 1].upperBound..<chain[index].lowerBound].contains(where: \.isBlank)
        }
        return (part.lowerBound == 0 || isBlank(part.lowerBound))
            && (part.upperBound == chain.count || isBlank(part.upperBound))
    }

    /// Whether the group is the minutes or seconds of a time, so that no number continues there.
    private func isOfTime(_ group: Group) -> Bool {
        let colon = group.lowerBound - 1
        return group.count == 2 && colon > 0 && text[colon] == ":" && text[colon - 1].isDigit
    }

    /// A blank, a hyphen with or without blanks, or any marks such as in `138.1234.5678`.
    private func isSeparator(_ gap: Range<Int>) -> Bool {
        let marks = text[gap]
        guard marks.allSatisfy({ $0.isBlank || $0.isHyphen || "._".contains($0) }) else {
            return false
        }
        return marks.count == 1 || !marks.contains(where: \.isBlank)
            || (marks.count <= 3 && marks.contains(where: \.isHyphen))
    }
}

extension Character {
    fileprivate var isOfMail: Bool {
        isASCII && (isLetter || isNumber || "@._%+-".contains(self))
    }

    /// The value of a digit of any script, full-width ones too.
    fileprivate var digit: Int? {
        guard let properties = unicodeScalars.first?.properties,
            properties.numericType == .decimal
        else { return nil }
        return properties.numericValue.map { Int($0) }
    }

    fileprivate var isDigit: Bool { digit != nil }

    fileprivate var isBlank: Bool { self == "\t" || isWhitespace && !isNewline }

    fileprivate var isHyphen: Bool {
        self == "-" || unicodeScalars.first?.properties.generalCategory == .dashPunctuation
            || self == "－"
    }
}
