import Foundation
import ServiceLevels
import SlawatchTesting
import Testing

@testable import Notifications

/// Templates: those that come with the program, and what is refused of others.
struct TemplateTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// `SLAWATCH_WRITE_GOLDEN=1` writes the files anew.
    @Test(arguments: Language.allCases, TemplateName.allCases)
    func shippedFile_isTheEmbeddedTemplate(language: Language, name: TemplateName) throws {
        let file = Self.root.appendingPathComponent(
            "config/templates/\(language.rawValue)/\(name.rawValue).mustache"
        )
        let text = name.text(in: language) + "\n"
        if ProcessInfo.processInfo.environment["SLAWATCH_WRITE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == text)
    }

    @Test(arguments: Language.allCases)
    func shippedFolder_hasNothingElse(language: Language) throws {
        let folder = Self.root.appendingPathComponent("config/templates/\(language.rawValue)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(TemplateName.allCases.map { "\($0.rawValue).mustache" }))
    }

    @Test func everyName_isDocumented() throws {
        let file = Self.root.appendingPathComponent("docs/templates.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for name in TemplateName.allCases { #expect(text.contains("`\(name.rawValue)`")) }
        for field in TemplateField.allCases { #expect(text.contains("`\(field.rawValue)`")) }
    }

    static let faults: [(name: TemplateName, text: String, line: Int?, message: String)] = [
        (.alert, "a\n{{deu}}", 2, "'alert' has no name 'deu'; did you mean 'due'?"),
        (.alert, "{{&deu}}", 1, "'alert' has no name 'deu'; did you mean 'due'?"),
        (.alert, "{{{deu}}}", 1, "'alert' has no name 'deu'; did you mean 'due'?"),
        (.alert, "\n\n{{#nam}}x{{/nam}}", 3, "'alert' has no name 'nam'; did you mean 'name'?"),
        (
            .nextDrill, "{{ticket}}", 1,
            "'next-drill' has no name 'ticket'; it has id, label, strong"
        ),
        (.alert, "{{ticket.id}}", 1, "'alert' has no name 'ticket.id'; "),
        (.alert, "{{.}}", 1, "'alert' has no name '.'; it has "),
        (.alert, "{{}}", 1, "'alert' has no name ''; it has "),
        (.alert, "{{reversed(name)}}", 1, "functions would undo the escaping"),
        (.alert, "x {{due", 1, "a tag is opened with '{{' and never closed"),
        (.alert, "x\n{{{due}}", 2, "a tag is opened with '{{' and never closed"),
        (.alert, "{{#due}}\nx", 1, "the section 'due' is never closed"),
        (
            .alert, "{{#due}}\n{{#late}}{{/due}}{{/late}}", 2,
            "'due' is closed where 'late' of line 2"
        ),
        (.alert, "x\n{{/due}}", 2, "'due' is closed and was never opened"),
        (.alert, "{{=<% %>=}}", 1, "the marks of a tag cannot be changed"),
        (.alert, "{{%CONTENT_TYPE:HTML}}", 1, "settings such as"),
        (.alert, "{{<title}}{{/title}}", 1, "blocks such as"),
        (.alert, "{{$x}}{{/x}}", 1, "blocks such as"),
        (.alert, "{{>titel}}", 1, "there is no template 'titel' to include; did you mean 'title'?"),
        (.alert, "{{>*name}}", 1, "there is no template '*name' to include"),
        (
            .title, "{{>why}}", 1,
            "'why' cannot be included in 'title', which lacks some of its names"
        ),
        (.alert, "a\n{{>alert}}", 2, "'alert' includes itself or too many others"),
        (.alert, String(repeating: "x", count: 16385), nil, "is larger than 16384 bytes"),
        (
            .alert,
            String(repeating: "{{#due}}", count: 17) + String(repeating: "{{/due}}", count: 17),
            1, "sections lie more than 16 deep"
        ),
    ]

    @Test(arguments: faults.indices)
    func fault_isToldWithItsLine(index: Int) throws {
        let (name, text, line, message) = Self.faults[index]
        for language in Language.allCases {
            let override = TemplateOverride(name: name, language: language, text: text, file: "f")
            let error = #expect(throws: TemplateFaults.self) {
                _ = try TemplateSet(overrides: [override])
            }
            let fault = try #require(error?.faults.first)
            #expect(fault.message.contains(message), "\(fault)")
            #expect(fault.line == line && fault.file == "f")
        }
    }

    @Test func loopOfTemplates_isRefused() throws {
        let overrides = [
            TemplateOverride(name: .alert, language: .english, text: "{{>why}}", file: "a"),
            TemplateOverride(name: .why, language: .english, text: "x\n{{>alert}}", file: "b"),
        ]
        let error = #expect(throws: TemplateFaults.self) {
            _ = try TemplateSet(overrides: overrides)
        }
        #expect(error?.faults.map(\.file) == ["a", "b"])
    }

    @Test func everyFault_isTold() throws {
        let text = "{{deu}}\n{{nmae}}\n{{#late}}"
        let override = TemplateOverride(name: .alert, language: .chinese, text: text, file: "f")
        let error = #expect(throws: TemplateFaults.self) {
            _ = try TemplateSet(overrides: [override])
        }
        #expect(error?.faults.map(\.line) == [1, 2, 3])
        #expect(error?.faults.first?.description.hasPrefix("f:1: ") == true)
    }

    /// Whatever somebody puts into a file, loading it says no or yes and does not crash.
    @Test func randomTemplates_areTakenOrRefused() throws {
        var random = SplitMix64(seed: 11)
        let pieces = [
            "{{", "}}", "{", "}", "#", "^", "/", "!", "&", ">", "=", "%", "<", "$", "due", "name",
            "late", " ", "\n", "\r\n", "x", "（", "*", ".", "(", ")", "why", "{{due}}",
            "{{#due}}", "{{/due}}", "{{^late}}", "{{/late}}", "{{>why}}", "{{! c }}",
        ]
        let message = try MessageRendererTests.message(.breach, .english)
        for _ in 0..<300 {
            let count = Int.random(in: 0...12, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let override = TemplateOverride(name: .alert, language: .english, text: text, file: "f")
            guard let set = try? TemplateSet(overrides: [override]) else { continue }
            let renderer = try MessageRendererTests.renderer(.english, set)
            #expect(renderer.render(message, as: .slack).rows.count == 1, "\(text)")
        }
    }
}
