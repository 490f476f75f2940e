import Foundation
import Testing

/// `docs/tour.md` names files and what is declared in them: `file` → `name`, `name`.
///
/// Whoever moves one of them is told here to move the tour along.
struct TourTests {
    private struct Stop {
        var file: String
        var names: [String]
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Every file in backquotes, with the names behind its arrow.
    private static func stops() throws -> [Stop] {
        // Line breaks of the page may fall anywhere.
        let page = try text("docs/tour.md").split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return page.matches(of: /`(\w+\/[^` ]+\.\w+)`(?: → ((?:`[^`\/]+`(?:, )?)+))?/).map {
            match in
            let names = match.output.2?.matches(of: /`([^`]+)`/).map { String($0.output.1) } ?? []
            return Stop(file: String(match.output.1), names: names)
        }
    }

    @Test func everyFileAndName_exists() throws {
        let stops = try Self.stops()
        #expect(stops.count >= 20)
        for stop in stops {
            let source = try? Self.text(stop.file)
            #expect(source != nil, "there is no \(stop.file)")
            for name in stop.names {
                // `Engine.wake` is declared as `wake`.
                let last = name.split(separator: ".").last.map(String.init) ?? name
                #expect(
                    source?.contains(try Self.declaration(of: last)) == true,
                    "\(stop.file) declares no '\(name)'"
                )
            }
        }
    }

    @Test func everyStop_namesWhatToRead() throws {
        let sources = try Self.stops().filter { $0.file.hasPrefix("Sources/") }
        #expect(sources.count >= 15)
        #expect(sources.allSatisfy { !$0.names.isEmpty })
    }

    private static func declaration(of name: String) throws -> Regex<AnyRegexOutput> {
        let keywords = "func|struct|class|enum|actor|protocol|extension|case|var|let|typealias"
        return try Regex("\\b(\(keywords)) (\\w+\\.)*`?\(name)\\b")
    }
}
