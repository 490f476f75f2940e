import Mustache
public import ServiceLevels

/// A template that stands in for the embedded one of its name and language.
public struct TemplateOverride: Sendable {
    /// Which part of a message it writes.
    public var name: TemplateName
    /// The language it is written in.
    public var language: Language
    /// Its text.
    public var text: String
    /// Where it was read, for faults.
    public var file: String

    /// Makes an override.
    public init(name: TemplateName, language: Language, text: String, file: String) {
        self.name = name
        self.language = language
        self.text = text
        self.file = file
    }
}

/// The templates that messages are written by, read and checked once.
public struct TemplateSet: Sendable {
    /// A template is a line or two; this much is a file named by mistake.
    public static let maximumBytes = 16 << 10

    /// The templates that come with the program.
    public static let embedded: TemplateSet = {
        do throws(TemplateFaults) {
            return try TemplateSet(overrides: [])
        } catch {
            preconditionFailure("the embedded templates: \(error.faults)")
        }
    }()

    private let chinese: [TemplateName: TemplateProgram]
    private let english: [TemplateName: TemplateProgram]

    /// Reads the embedded templates and those that stand in for some of them.
    ///
    /// - Throws: every fault that the overrides have.
    public init(overrides: [TemplateOverride]) throws(TemplateFaults) {
        var faults: [TemplateFault] = []
        chinese = Self.book(.chinese, overrides, &faults)
        english = Self.book(.english, overrides, &faults)
        if !faults.isEmpty { throw TemplateFaults(faults: faults) }
    }

    /// What a template makes of values, blanks at the ends of its lines and empty lines left out.
    func render(_ name: TemplateName, _ language: Language, _ values: TemplateValues) -> [Substring]
    {
        let book = language == .chinese ? chinese : english
        guard let program = book[name] else { return [] }
        var values = values
        var text = ""
        program.write(&values, book, to: &text)
        // By bytes: no other character has this one in it, and to look for characters is slow.
        return text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { bytes in
            let line = Substring(bytes).drop(while: \.isWhitespace)
            guard let end = line.lastIndex(where: { !$0.isWhitespace }) else { return nil }
            return line[...end]
        }
    }

    private static func book(
        _ language: Language,
        _ overrides: [TemplateOverride],
        _ faults: inout [TemplateFault]
    ) -> [TemplateName: TemplateProgram] {
        var sources: [TemplateName: TemplateOverride] = [:]
        for name in TemplateName.allCases {
            sources[name] = TemplateOverride(
                name: name,
                language: language,
                text: name.text(in: language),
                file: "\(language.rawValue)/\(name.rawValue)"
            )
        }
        for override in overrides where override.language == language {
            sources[override.name] = override
        }
        var book: [TemplateName: TemplateProgram] = [:]
        var included: [TemplateName: [(name: TemplateName, line: Int)]] = [:]
        for name in TemplateName.allCases {
            guard let source = sources[name] else { continue }
            let text = source.text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            let scan = TemplateScan(text, name: name, file: source.file)
            faults += scan.faults
            included[name] = scan.partials
            guard scan.faults.isEmpty else { continue }
            do {
                // It has the last word on what a template is.
                _ = try MustacheTemplate(string: text)
                // Values come escaped for their channel: both `{{x}}` and `{{&x}}` leave them so.
                book[name] = TemplateProgram(text)
            } catch {
                faults.append(Self.fault(error, file: source.file))
            }
        }
        for name in TemplateName.allCases {
            guard let source = sources[name] else { continue }
            faults += loops(from: name, included, file: source.file)
        }
        return book
    }

    /// Partials that lead back to where they come from, or to more text than a message is.
    private static func loops(
        from name: TemplateName,
        _ included: [TemplateName: [(name: TemplateName, line: Int)]],
        file: String
    ) -> [TemplateFault] {
        var count = 0
        func leadsTooFar(_ start: TemplateName, depth: Int) -> Bool {
            count += 1
            guard depth <= 4, count <= 64 else { return true }
            return (included[start] ?? []).contains { leadsTooFar($0.name, depth: depth + 1) }
        }
        for (partial, line) in included[name] ?? [] where leadsTooFar(partial, depth: 1) {
            let problem = "'\(partial.rawValue)' includes itself or too many others"
            return [TemplateFault(file: file, line: line, message: problem)]
        }
        return []
    }

    private static func fault(_ error: any Error, file: String) -> TemplateFault {
        guard let error = error as? MustacheTemplate.ParserError else {
            return TemplateFault(file: file, line: nil, message: "\(error)")
        }
        let line = error.context.lineNumber
        return TemplateFault(file: file, line: line, message: "\(error.error)")
    }
}

extension TemplateName {
    /// The text of the embedded template.
    func text(in language: Language) -> String {
        language == .chinese ? chineseText : englishText
    }
}
