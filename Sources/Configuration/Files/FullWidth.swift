/// Full-width punctuation from Chinese input, which YAML reads as letters.
enum FullWidth {
    private static let plain: [Character: String] = [
        "：": ":", "，": ",", "、": ",", "“": "\"", "”": "\"", "‘": "'", "’": "'", "（": "(",
        "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "－": "-",
        "＃": "#", "％": "%", "　": " ",
    ]

    /// The hint for a text with such a character; nil for others.
    static func hint(in text: some StringProtocol) -> String? {
        text.first { plain[$0] != nil }.map(hint)
    }

    private static func hint(_ character: Character) -> String {
        let name = character == "　" ? "space" : "'\(character)'"
        return "the full-width \(name) is a letter to YAML; "
            + "write '\(plain[character] ?? "")' (':' and ',' with a space after them)"
    }

    /// The character at which the parser gave up.
    ///
    /// - Parameters:
    ///   - text: the file.
    ///   - line: the line of the parser's error.
    ///   - context: the line of the construct being read, if known.
    /// - Returns: its place and the hint; nil if there is none.
    static func culprit(
        in text: String,
        at line: Int,
        context: Int?
    ) -> (line: Int, column: Int, message: String)? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func find(_ number: Int?, _ isWanted: (Character, _ hasColon: Bool) -> Bool)
            -> (line: Int, column: Int, message: String)?
        {
            guard let number, lines.indices.contains(number - 1) else { return nil }
            return first(in: lines[number - 1], where: isWanted).map { (number, $0, hint($1)) }
        }
        // A key with a full-width colon continues over the line's end; the parser misses the colon
        // only on the next line.
        let before = lines.prefix(max(0, min(line, lines.count) - 1))
            .lastIndex { !$0.allSatisfy(\.isWhitespace) && $0.first { $0 != " " } != "#" }
        for number in [context, line, before.map { $0 + 1 }] {
            if let found = find(number, { $0 == "：" && !$1 }) { return found }
        }
        return find(line) { character, _ in plain[character] != nil }
    }

    /// The column of the first such character of a line, outside quotes and comments.
    private static func first(
        in line: Substring,
        where isWanted: (Character, _ hasColon: Bool) -> Bool
    ) -> (column: Int, character: Character)? {
        var quote: Character?
        var previous: Character = " "
        var hasColon = false
        for (index, character) in line.enumerated() {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "#", previous == " " {
                return nil
            } else if character == "\"" || character == "'", " [{,:".contains(previous) {
                quote = character
            } else if character == " ", previous == ":" {
                hasColon = true
            } else if isWanted(character, hasColon), plain[character] != nil {
                return (index + 1, character)
            }
            previous = character
        }
        return nil
    }
}
