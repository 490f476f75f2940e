import ServiceLevels
import Support

/// A template as a flat list of what is to be written, made once and run for every message.
///
/// swift-mustache decides whether a template is one; it looks values up by casts, which takes several
/// times as long.
struct TemplateProgram: Sendable {
    private enum Step: Sendable {
        case text(String)
        case value(TemplateField)
        /// What follows, up to the step named, is left out if a value is absent; or, inverted,
        /// if it is there.
        case section(TemplateField, isInverted: Bool, end: Int)
        case partial(TemplateName)
    }

    private var steps: [Step] = []

    /// Reads a template in which `TemplateScan` found no fault.
    init(_ text: String) {
        var open: [Int] = []
        var rest = text[...]
        // Whether nothing but blanks has come on the line so far.
        var isBlank = true
        while let start = rest.firstRange(of: "{{") {
            let before = rest[..<start.lowerBound]
            isBlank = before.lastLine.isBlank && (isBlank || before.contains("\n"))
            rest = rest[start.upperBound...]
            let isTriple = rest.first == "{"
            guard let end = rest.firstRange(of: isTriple ? "}}}" : "}}") else { break }
            let tag = isTriple ? rest[..<end.lowerBound].dropFirst() : rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            // A tag that writes nothing itself takes its line with it if it is alone on that.
            let isAlone =
                isBlank && !isTriple && "#^/!>".contains(tag.first ?? " ") && rest.firstLine.isBlank
            if isAlone {
                add(before.dropLast(before.lastLine.count))
                rest = rest.dropFirst(rest.firstLine.count + 1)
            } else {
                add(before)
            }
            isBlank = isAlone
            take(tag, &open)
        }
        add(rest)
    }

    private mutating func add(_ text: Substring) {
        if !text.isEmpty { steps.append(.text(String(text))) }
    }

    private mutating func take(_ tag: Substring, _ open: inout [Int]) {
        let word = String(tag.dropFirst()).trimmed
        switch tag.first {
        case "!": break
        case "#", "^":
            guard let field = TemplateField(rawValue: word) else { break }
            open.append(steps.count)
            steps.append(.section(field, isInverted: tag.first == "^", end: steps.count))
        case "/":
            guard let start = open.popLast(),
                case .section(let field, let isInverted, _) = steps[start]
            else { break }
            steps[start] = .section(field, isInverted: isInverted, end: steps.count)
        case ">": TemplateName(rawValue: word).map { steps.append(.partial($0)) }
        case "&": TemplateField(rawValue: word).map { steps.append(.value($0)) }
        default: TemplateField(rawValue: String(tag).trimmed).map { steps.append(.value($0)) }
        }
    }

    /// Writes what it makes of values; partials are looked up in the book.
    func write(
        _ values: inout TemplateValues,
        _ book: [TemplateName: TemplateProgram],
        to text: inout String
    ) {
        var index = 0
        while index < steps.count {
            switch steps[index] {
            case .text(let words): text += words
            case .value(let field): text += values[field]
            case .section(let field, let isInverted, let end):
                if values[field].isEmpty != isInverted {
                    index = end
                    continue
                }
            case .partial(let name): book[name]?.write(&values, book, to: &text)
            }
            index += 1
        }
    }
}

extension Substring {
    /// What stands before the first line break.
    fileprivate var firstLine: Substring { prefix { $0 != "\n" } }

    /// What stands behind the last line break.
    fileprivate var lastLine: Substring {
        lastIndex(of: "\n").map { self[index(after: $0)...] } ?? self
    }

    fileprivate var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\t" } }
}
