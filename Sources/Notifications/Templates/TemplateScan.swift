import ServiceLevels
import Support

/// The tags of a template, held to what templates may say.
///
/// swift-mustache leaves out what it does not know, which would be a message without its deadline:
/// so every name is looked at here.
struct TemplateScan {
    /// How deep sections may lie in each other.
    private static let maximumDepth = 16

    private let name: TemplateName
    private let file: String
    private(set) var faults: [TemplateFault] = []
    /// The templates it includes, with the lines.
    private(set) var partials: [(name: TemplateName, line: Int)] = []

    private var line = 1
    private var open: [(name: String, line: Int)] = []

    init(_ text: String, name: TemplateName, file: String) {
        self.name = name
        self.file = file
        guard text.utf8.count <= TemplateSet.maximumBytes else {
            report(
                "is larger than \(TemplateSet.maximumBytes) bytes, which no message is",
                line: nil
            )
            return
        }
        var rest = text[...]
        while let start = rest.firstRange(of: "{{") {
            line += rest[..<start.lowerBound].lineBreaks
            rest = rest[start.upperBound...]
            let isTriple = rest.first == "{"
            guard let end = rest.firstRange(of: isTriple ? "}}}" : "}}") else {
                report("a tag is opened with '{{' and never closed")
                break
            }
            let tag = rest[..<end.lowerBound]
            take(isTriple ? tag.dropFirst() : tag, isTriple: isTriple)
            line += tag.lineBreaks
            rest = rest[end.upperBound...]
        }
        for section in open {
            report("the section '\(section.name)' is never closed", line: section.line)
        }
    }

    private mutating func take(_ tag: Substring, isTriple: Bool) {
        let word = String(tag.dropFirst()).trimmed
        switch isTriple ? nil : tag.first {
        case "!": break
        case "#", "^":
            checkName(word)
            open.append((word, line))
            if open.count == Self.maximumDepth + 1 {
                report("sections lie more than \(Self.maximumDepth) deep in each other")
            }
        case "/":
            guard let section = open.popLast() else {
                return report("'\(word)' is closed and was never opened")
            }
            if section.name != word {
                report(
                    "'\(word)' is closed where '\(section.name)' of line \(section.line) is open"
                )
            }
        case "&": checkName(word)
        case ">": takePartial(word)
        case "=": report("the marks of a tag cannot be changed; they are '{{' and '}}'")
        case "%": report("settings such as '{{%…}}' are not for templates of messages")
        case "<", "$": report("blocks such as '{{<…}}' and '{{$…}}' are not known here")
        default: checkName(String(tag).trimmed)
        }
    }

    private mutating func checkName(_ word: String) {
        if let field = TemplateField(rawValue: word), name.fields.contains(field) { return }
        if word.contains("(") {
            return report("'\(word)': functions would undo the escaping; there are none")
        }
        let names = name.fields.map(\.rawValue).sorted()
        let near = word.count > 2 ? nearestName(to: word, in: names) : nil
        let hint = near.map { "did you mean '\($0)'?" }
        report(
            "'\(name.rawValue)' has no name '\(word)'; "
                + (hint ?? "it has \(names.joined(separator: ", "))")
        )
    }

    private mutating func takePartial(_ word: String) {
        guard let partial = TemplateName(rawValue: word) else {
            let hint = nearestName(to: word, in: TemplateName.allCases.map(\.rawValue))
                .map { "; did you mean '\($0)'?" }
            return report("there is no template '\(word)' to include\(hint ?? "")")
        }
        guard partial.fields.isSubset(of: name.fields) else {
            return report(
                "'\(word)' cannot be included in '\(name.rawValue)', which lacks some of its names"
            )
        }
        partials.append((partial, line))
    }

    private mutating func report(_ message: String) {
        report(message, line: line)
    }

    private mutating func report(_ message: String, line: Int?) {
        faults.append(TemplateFault(file: file, line: line, message: message))
    }
}

extension Substring {
    fileprivate var lineBreaks: Int { utf8.count { $0 == UInt8(ascii: "\n") } }
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
