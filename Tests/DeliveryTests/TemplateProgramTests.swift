import Mustache
import ServiceLevels
import SlawatchTesting
import Testing

@testable import Notifications

/// What our way through a template writes, beside what swift-mustache writes.
struct TemplateProgramTests {
    private static let absent: Set<TemplateField> = [.late, .subject, .missed, .owner]

    /// A template's lines, blanks at their ends and empty lines left out.
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            let line = String(line).trimmed
            return line.isEmpty ? nil : line
        }
    }

    private func expectSame(_ texts: [TemplateName: String], _ name: TemplateName) throws {
        let overrides = texts.map { name, text in
            TemplateOverride(name: name, language: .english, text: text, file: "f")
        }
        guard let set = try? TemplateSet(overrides: overrides) else { return }
        var library = MustacheLibrary()
        for partial in TemplateName.allCases {
            let text = texts[partial] ?? partial.text(in: .english)
            library.register(
                try MustacheTemplate(
                    string: "{{%CONTENT_TYPE:TEXT}}\n" + text.replacing("\r\n", with: "\n")
                ),
                named: partial.rawValue
            )
        }
        let theirs = library.render(Names(absent: Self.absent), withTemplate: name.rawValue) ?? ""
        let ours = set.render(
            name,
            .english,
            TemplateValues { Self.absent.contains($0) ? nil : "<\($0.rawValue)>" }
        )
        #expect(ours.map(String.init) == lines(theirs), "\(texts)")
    }

    @Test(arguments: TemplateName.allCases)
    func embeddedTemplate_isWrittenTheSame(name: TemplateName) throws {
        try expectSame([:], name)
    }

    @Test func randomTemplates_areWrittenTheSame() throws {
        var random = SplitMix64(seed: 12)
        let pieces = [
            "{{due}}", "{{&name}}", "{{{ name }}}", "{{ late }}", "{{#due}}", "{{/due}}",
            "{{^late}}",
            "{{/late}}", "{{#late}}", "{{#name}}", "{{/name}}", "{{>why}}", "{{> owner }}",
            "{{! c }}", " ", "\n", "\n", "\r\n", "x", "}", "}}", "{", "（", "  y  ",
        ]
        for _ in 0..<400 {
            func text(_ most: Int, without: String) -> String {
                (0..<Int.random(in: 0...most, using: &random))
                    .map { _ in pieces.randomElement(using: &random) ?? "" }
                    .filter { !$0.contains(">") || without.isEmpty }.joined()
            }
            let texts: [TemplateName: String] = [
                .alert: text(10, without: ""), .why: text(4, without: ">"),
            ]
            try expectSame(texts, .alert)
        }
    }
}

/// Values as swift-mustache asks for them.
private struct Names: MustacheParent {
    var absent: Set<TemplateField>

    func child(named name: String) -> Any? {
        TemplateField(rawValue: name).map { field in
            Value(text: absent.contains(field) ? "" : "<\(name)>")
        }
    }

    /// A text; not a `String`, into which swift-mustache would look for more names.
    private struct Value: MustacheCustomRenderable, MustacheParent {
        let text: String

        var renderText: String { text }
        var isNull: Bool { text.isEmpty }

        func child(named: String) -> Any? { nil }
    }
}
