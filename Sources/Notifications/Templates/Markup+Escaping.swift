import ServiceLevels
import Support

extension Markup {
    /// A value as part of a line: it stays on that line and is shown, never obeyed.
    ///
    /// No value can make a link, a mention, a heading, an image or code. Slack says how to write
    /// its own marks; elsewhere they become their full-width look-alikes, since no two dialects of
    /// Markdown agree on a way to escape.
    public func escape(_ text: String) -> String {
        let line = text.onOneLine.trimmingBlanks
        guard self != .plain, line.utf8.contains(where: \.isMark) else { return line }
        var result = String.UnicodeScalarView()
        let scalars = Array(line.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "&" where self == .slack: result.append(contentsOf: "&amp;".unicodeScalars)
            case "<" where self == .slack: result.append(contentsOf: "&lt;".unicodeScalars)
            // It would be a quotation at the beginning of a line, escaped or not.
            case ">" where self == .slack && index > 0:
                result.append(contentsOf: "&gt;".unicodeScalars)
            case _ where self == .slack && "!#$()[\\]|".unicodeScalars.contains(scalar):
                result.append(scalar)
            // Within a word it is a part of ids and marks nothing.
            case "_" where scalars.isWithinWord(index): result.append(scalar)
            case ":" where !scalars.beginsAddress(index): result.append(scalar)
            // Without its dot the address of a page is none.
            case "." where !scalars.endsWWW(index) && !scalars.endsListNumber(index):
                result.append(scalar)
            case "-", "+", "=":
                result.append(index == 0 ? scalar.fullWidth : scalar)
            case _ where scalar.isASCII && UInt8(ascii: scalar).isMark:
                result.append(scalar.fullWidth)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// A message's title; the prefix and the mark of an exercise stay as they are, for the
    /// filters and the people that look for them.
    public func escapeTitle(_ title: String) -> String {
        for mark in [MessageRenderer.prefix] + Language.allCases.map(\.drillMark) {
            guard let range = title.firstRange(of: mark) else { continue }
            let parts = [title[..<range.lowerBound], title[range.upperBound...]]
                .map { escapeTitle(String($0)) }
            return [parts[0], mark, parts[1]].filter { !$0.isEmpty }.joined(separator: " ")
        }
        return escape(title)
    }

    /// What stands before and after bold text; nothing where text is plain.
    public var strong: String {
        switch self {
        case .plain: ""
        case .slack: "*"
        case .dingTalk, .weCom, .lark, .adaptiveCard, .mattermost: "**"
        }
    }

    /// Text of this markup made a link to a page; the text alone if there are no links.
    public func link(_ text: String, to url: String) -> String {
        guard self != .plain, !text.isEmpty,
            url.hasPrefix("https://") || url.hasPrefix("http://")
        else { return text }
        var address = ""
        for scalar in url.unicodeScalars {
            switch scalar {
            case "&" where self == .slack: address += "&amp;"
            case _ where Self.unsafeInAddress.contains(scalar) || !scalar.isASCII:
                for byte in String(scalar).utf8 {
                    address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
                }
            default: address.unicodeScalars.append(scalar)
            }
        }
        return self == .slack ? "<\(address)|\(text)>" : "[\(text)](\(address))"
    }

    /// What would end the address of a link, or is not part of any.
    private static let unsafeInAddress: Set<Unicode.Scalar> = [
        " ", "\"", "'", "(", ")", "<", ">", "[", "\\", "]", "^", "`", "{", "|", "}", "\t", "\n",
        "\r",
    ]
}

extension UInt8 {
    /// Whether some markup makes something of the character, at least in some places.
    fileprivate var isMark: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "&"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "<"),
            UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "@"), UInt8(ascii: "["),
            UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "`"),
            UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// The look-alike of an ASCII mark, as Chinese text has it.
    fileprivate var fullWidth: Unicode.Scalar {
        Unicode.Scalar(value + 0xFEE0) ?? self
    }

    fileprivate var isOfWord: Bool { properties.isAlphabetic || properties.numericType != nil }

    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension [Unicode.Scalar] {
    fileprivate func isWithinWord(_ index: Int) -> Bool {
        index > 0 && index + 1 < count && self[index - 1].isOfWord && self[index + 1].isOfWord
    }

    /// Whether `//` follows.
    fileprivate func beginsAddress(_ index: Int) -> Bool {
        index + 2 < count && self[index + 1] == "/" && self[index + 2] == "/"
    }

    fileprivate func endsWWW(_ index: Int) -> Bool {
        index >= 3 && self[index - 3..<index].allSatisfy { $0 == "w" || $0 == "W" }
    }

    /// Whether that is the point of a list's `1. `.
    fileprivate func endsListNumber(_ index: Int) -> Bool {
        index > 0 && self[..<index].allSatisfy(\.isASCIIDigit)
            && (index + 1 == count || self[index + 1] == " ")
    }
}
