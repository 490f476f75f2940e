import Foundation
import Testing

/// A fenced block of the README or of a page of `docs/`.
struct DocumentBlock: Sendable, CustomTestStringConvertible {
    var page: String
    /// The line of the opening fence, from 1.
    var line: Int
    /// The first word behind the fence: `console`, `yaml`.
    var language: String
    /// The rest of it: which demo the block is run in, or why it is not run.
    var note: String
    var lines: [String]

    var text: String { lines.joined(separator: "\n") }

    var testDescription: String { "\(page):\(line)" }

    /// Why the block is not tested; nil for one that is.
    var reasonNotToTest: String? {
        guard note.hasPrefix("no-test") else { return nil }
        let reason = note.dropFirst("no-test".count).drop { $0 == ":" || $0 == " " }
        return String(reason)
    }

    /// The README and all pages, by path.
    static let pages: [String] = {
        let folder = Shop.root.appending(path: "docs").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return ["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    static let all = pages.flatMap(blocks)

    static func blocks(of page: String) -> [DocumentBlock] {
        let file = Shop.root.appending(path: page)
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var blocks: [DocumentBlock] = []
        var open: DocumentBlock?
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            guard line.hasPrefix("```") else {
                open?.lines.append(line)
                continue
            }
            if let block = open {
                blocks.append(block)
                open = nil
                continue
            }
            let words = line.dropFirst(3).split(separator: " ", maxSplits: 1).map(String.init)
            open = DocumentBlock(
                page: page,
                line: index + 1,
                language: words.first ?? "",
                note: words.count > 1 ? words[1] : "",
                lines: []
            )
        }
        return blocks
    }
}
