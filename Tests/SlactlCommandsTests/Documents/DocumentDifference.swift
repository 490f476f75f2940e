import Foundation
import Testing

/// What a command prints in place of what its page shows.
struct DocumentDifference: Sendable, CustomStringConvertible {
    var block: DocumentBlock
    var command: ShellCommand
    var text: String

    var description: String { "\(block.testDescription): \(command.text) prints\n\(text)" }

    /// Changes the page, unless it shows the output in part.
    func record() throws {
        guard let shown = command.output, !shown.joined().contains("…") else {
            Issue.record("to be changed by hand: \(self)")
            return
        }
        let page = Shop.root.appending(path: block.page)
        let former = (["$ " + command.text] + shown).joined(separator: "\n")
        try String(contentsOf: page, encoding: .utf8)
            .replacing(former + "\n", with: "$ \(command.text)\n\(text)\n")
            .write(to: page, atomically: true, encoding: .utf8)
    }
}
