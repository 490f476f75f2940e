/// Makes the beginning of a body fit for a log: short, printable, without what may be a secret.
package enum BodyExcerpt {
    /// The most bytes of UTF-8 in an excerpt.
    static let limit = 120

    private static let ellipsis = "…"
    /// What ends a word, besides blanks and what cannot be printed.
    private static let delimiters = Set<Unicode.Scalar>("\"'<>{}[](),;".unicodeScalars)

    /// The excerpt; empty if nothing printable is in the body.
    package static func text(of body: [UInt8]) -> String {
        // Some more than the limit, as the words may shrink.
        let source = String(decoding: body.prefix(1024), as: UTF8.self)
        var words: [String] = []
        var word = ""
        var line = ""
        func endWord() {
            line += isSuspect(word) ? ellipsis : word
            word = ""
        }
        for scalar in source.unicodeScalars {
            if scalar.properties.isWhitespace || !isPrintable(scalar) {
                endWord()
                if !line.isEmpty { words.append(line) }
                line = ""
            } else if delimiters.contains(scalar) {
                endWord()
                line.unicodeScalars.append(scalar)
            } else {
                word.unicodeScalars.append(scalar)
            }
        }
        endWord()
        if !line.isEmpty { words.append(line) }
        return words.joined(separator: " ").bounded(toBytes: limit)
    }

    /// Whether a word may be part of a URL or a token; servers like to repeat the path asked for.
    private static func isSuspect(_ word: String) -> Bool {
        let count = word.utf8.count
        return word.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "=") }
            || count >= 16 && word.utf8.allSatisfy { $0 < 0x80 }
                && word.utf8.contains(where: isDigit)
            || count >= 32 && word.utf8.allSatisfy { $0 < 0x80 }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default:
            true
        }
    }
}
