import Foundation
import Testing

/// The daemon killed while tickets fall due; `make soak` does the same for longer.
///
/// One after the other: each keeps a daemon, a receiver and the disk busy.
@Suite(.serialized)
struct KillTests {
    @Test func killedTwentyTimes_losesNothing() async throws {
        let text = try await Soak.run(["--kills", "20", "--backlog", "200", "--batch", "3"])
        #expect(text.contains("lost 0,"))
    }

    /// Every place between reading a ticket and recording what became of its messages, under a
    /// backlog: once on the first try, once in the midst of it.
    @Test func killedAtEveryStep_losesNothing() async throws {
        let points = [
            "ticket_judged", "alerts_ready", "alerts_written", "messages_written",
            "messages_committed", "before_sending", "sending", "outcome_known", "outcomes_ready",
            "outcomes_written", "outcomes_recorded",
        ].flatMap { ["\($0):1", "\($0):7"] }
        let text = try await Soak.run([
            "--kills", "0", "--backlog", "200", "--batch", "3",
            "--failpoints", points.joined(separator: ","),
        ])
        #expect(text.contains("lost 0,"))
        #expect(points.allSatisfy { text.contains("killed at \($0)\n") })
    }

    /// More than the channel takes: digest and members are one transaction, whatever happens.
    @Test func killedWhileItFolds_losesNothingAndTellsNothingTwice() async throws {
        let text = try await Soak.run([
            "--kills", "5", "--backlog", "200", "--batch", "3", "--allowance", "20/1s",
            "--failpoints", "digest_written:1,digest_written:3,messages_committed:2,sending:5",
        ])
        #expect(text.contains("lost 0,"))
        #expect(text.contains("'folded'"))
    }

    @Test func killedWhileItSummarises_tellsOneSummary() async throws {
        let text = try await Soak.run([
            "--kills", "0", "--late", "60", "--batch", "0",
            "--failpoints", "backlog_noted:1,summary_committed:1",
        ])
        #expect(text.contains("known 60, summaries 1"))
    }
}

/// `Tests/Soak/soak.py` with the daemon that was built beside these tests.
private enum Soak {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    static func run(_ arguments: [String]) async throws -> String {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let built = URL(filePath: tests).deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "python3", "-B", root.appending(path: "Tests/Soak/soak.py").path,
                "--daemon", built.appending(path: "slawatchd").path,
                "--slactl", built.appending(path: "slactl").path,
            ] + arguments
        // Into a file and without waiting on a thread of the pool: other tests run meanwhile.
        let file = FileManager.default.temporaryDirectory
            .appending(path: "slawatch-soak-\(UUID().uuidString).log")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try FileHandle(forWritingTo: file)
        process.standardOutput = output
        process.standardError = output
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
        let status = await ended.first { _ in true }
        let text = try String(contentsOf: file, encoding: .utf8)
        guard status == 0 else { throw Failed(description: text) }
        return text
    }
}
