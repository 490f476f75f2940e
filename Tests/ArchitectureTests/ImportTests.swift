import Foundation
import Testing

/// Holds every import of the sources to the arrows of `docs/architecture.md`.
///
/// The compiler's own check lets transitive imports pass; this one does not.
struct ImportTests {
    /// Which modules of ours, and which packages, each target may import.
    static let arrows: [String: Set<String>] = {
        let page = root.appending(path: "docs/architecture.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        var arrows: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, let target = cells[0].split(separator: "`").first,
                !cells[0].contains(",")
            else { continue }
            let imports = cells[1] == "–" ? [] : cells[1].split(separator: ",")
            arrows[String(target)] = Set(
                imports.map { $0.trimmingCharacters(in: .whitespaces) }
            )
        }
        return arrows
    }()

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What every target may import: the language's own libraries.
    static let common: Set<String> = ["Dispatch", "Foundation", "Glibc", "Synchronization"]

    /// Targets that do no input or output, and have no clock.
    static let pure: Set<String> = ["ServiceLevels", "People"]

    @Test func everyImport_followsAnArrow() throws {
        let sources = Self.root.appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var seen: Set<String> = []
        for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
            let path = file.path.dropFirst(sources.path.count + 1)
            let target = String(path.prefix { $0 != "/" })
            seen.insert(target)
            let allowed = try #require(Self.arrows[target], "\(target) is not in the table")
            let basis = Self.pure.contains(target) ? [] : Self.common
            for module in try imports(of: file) {
                #expect(
                    allowed.contains(module) || basis.contains(module),
                    "\(path) imports \(module)"
                )
            }
        }
        #expect(seen == Set(Self.arrows.keys))
    }

    private func imports(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({
                    $0.hasPrefix("@") || $0 == "public" || $0 == "package"
                })
            else { return nil }
            return String(words[index + 1].prefix { $0 != "." })
        }
    }
}
