import ArgumentParser
import Foundation
import Testing

@testable import SlactlCommands

/// Every `console` block of the README and of `docs/` is run, and prints what the page shows.
///
/// What cannot be run says why: `console no-test: needs systemd`.
struct ConsoleBlockTests {
    private static let blocks = DocumentBlock.all.filter {
        ["console", "sh"].contains($0.language)
    }
    private static let tested = blocks.filter { $0.reasonNotToTest == nil }
    private static let untested = blocks.filter { $0.reasonNotToTest != nil }

    /// The blocks of a page that are run in one demo.
    ///
    /// They depend on each other: what one enters the next one lists.
    struct Session: Hashable, CustomTestStringConvertible {
        var page: String
        var demo: String

        var testDescription: String { "\(page) \(demo)" }
    }

    private static let sessions = Set(tested.map { Session(page: $0.page, demo: $0.note) })
        .sorted { $0.testDescription < $1.testDescription }

    /// Runs the blocks of a page in order.
    ///
    /// With `SLACTL_SNAPSHOTS=record` in the environment the pages are changed instead, except
    /// outputs with `…`; look at the difference before you commit it.
    @Test(.timeLimit(.minutes(20)), arguments: sessions)
    func commands_printWhatThePageShows(session: Session) async throws {
        let blocks = Self.tested.filter { $0.page == session.page && $0.note == session.demo }
        let demo = try #require(
            session.demo.isEmpty ? .shipped : DocumentDemo(rawValue: session.demo)
        )
        let robot = try DocumentRobot()
        let differences = await withCheckedContinuation { done in
            // Commands block, and other tests need the threads of tasks.
            Thread.detachNewThread {
                let differences = Self.run(blocks, demo, page: session.page, robot: robot.address)
                done.resume(returning: differences)
            }
        }
        for difference in differences {
            if ProcessInfo.processInfo.environment["SLACTL_SNAPSHOTS"] == "record" {
                try difference.record()
            } else {
                Issue.record("\(difference)")
            }
        }
    }

    /// Runs blocks in a shell that is gone, with its daemon, when this returns.
    private static func run(
        _ blocks: [DocumentBlock],
        _ demo: DocumentDemo,
        page: String,
        robot: String
    ) -> [DocumentDifference] {
        let shell = DocumentShell(demo, page: page, robot: robot)
        return withExtendedLifetime(shell) { blocks.flatMap { run($0, in: shell) } }
    }

    private static func run(
        _ block: DocumentBlock,
        in shell: DocumentShell
    ) -> [DocumentDifference] {
        var differences: [DocumentDifference] = []
        for command in ShellCommand.commands(of: block) {
            var difference = DocumentDifference(block: block, command: command, text: "")
            do {
                let (text, code) = try shell.run(command)
                difference.text = text
                let matches = command.output.map { shown in
                    OutputPattern(lines: shown, mask: shell.demo == .daemon ? .daemon : .ids)
                        .matches(text)
                }
                if !(matches ?? (code == 0)) { differences.append(difference) }
            } catch {
                difference.text = "\(error)"
                differences.append(difference)
            }
        }
        shell.endBlock()
        return differences
    }

    @Test(arguments: untested)
    func blockThatIsNotRun_saysWhy_andItsCommandsExist(block: DocumentBlock) throws {
        #expect(block.reasonNotToTest?.isEmpty == false)
        let make = try String(contentsOf: Shop.root.appending(path: "Makefile"), encoding: .utf8)
        for command in ShellCommand.commands(of: block) {
            var words = command.words
            if words.first == "sudo" { words.removeFirst() }
            if words.first == "slactl" {
                #expect(throws: Never.self, "\(command.text)") {
                    try SlactlRoot.parseAsRoot(Array(words.dropFirst()))
                }
            }
            if words.first == "make" { #expect(make.contains("\n\(words[1]):"), "\(command.text)") }
        }
    }

    @Test func mostBlocksAreRun() {
        #expect(Self.tested.count >= 35)
        #expect(Self.untested.count <= 6)
    }

    @Test func commandsStandInConsoleBlocks() {
        for block in DocumentBlock.all where !["console", "sh"].contains(block.language) {
            #expect(!block.lines.contains { $0.hasPrefix("$ ") }, "\(block.testDescription)")
        }
    }
}
