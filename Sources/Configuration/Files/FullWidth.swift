/// Punctuation as Chinese input writes it, which YAML takes for letters.
enum FullWidth {
    private static let plain: [Character: String] = [
        "：": ":", "，": ",", "、": ",", "“": "\"", "”": "\"", "‘": "'", "’": "'", "（": "(",
        "）": ")", "［": "[", "］": "]", "【": "[", "】": "]", "｛": "{", "｝": "}", "－": "-",
        "＃": "#", "％": "%", "　": " ",
    ]

    /// What to say of a text that holds such a character; nil where it holds none.
    static func hint(in text: some StringProtocol) -> String? {
        text.first { plain[$0] != nil }.map(hint)
    }

    private static func hint(_ character: Character) -> String {
        let name = character == "　" ? "space" : "'\(character)'"
        return "the full-width \(name) is a letter to YAML; "
            + "write '\(plain[character] ?? "")' (':' and ',' with a space after them)"
    }

    /// The character that broke a file where the parser gave up.
    ///
    /// - Parameters:
    ///   - text: the file.
    ///   - line: where the parser gave up.
    ///   - context: the line of what it was reading then, where it says.
    /// - Returns: its place and what to say of it; nil where there is none.
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
        // A key whose colon is none goes on over the line's end and is missed only on the next.
        let before = lines.prefix(max(0, min(line, lines.count) - 1))
            .lastIndex { !$0.allSatisfy(\.isWhitespace) && $0.first { $0 != " " } != "#" }
        for number in [context, line, before.map { $0 + 1 }] {
            if let found = find(number, { $0 == "：" && !$1 }) { return found }
        }
        return find(line) { character, _ in plain[character] != nil }
    }

    /// The column of the first character of a line, outside quotes and comments, that is wanted.
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
