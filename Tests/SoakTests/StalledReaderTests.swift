import Foundation
import Glibc
import Testing

/// Nobody reads what the daemon prints: neither its messages nor its log keep it from its work.
@Suite(.serialized)
struct StalledReaderTests {
    private static let configuration = """
        store: {path: tickets.db, poll: 1s}
        state: state
        control: {socket: control.sock}
        policies: [{file: policy.yaml}]
        administrators: [owner]
        roles: {owner: [console]}
        channels: {console: {type: console}}
        """

    private static let policy = """
        policy: p
        name: {en: Policy}
        clocks:
          - id: first_response
            name: {en: First response}
            start: received
            satisfied_by: first_response
            calendar: always
            cases:
              - rule: R-1
                target: 1s
                ladder:
                  - {step: owner, after: 0s, to: owner}
        """

    /// Names a program that was built beside these tests.
    private static func built(_ name: String) throws -> URL {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: tests).deletingLastPathComponent().appending(path: name)
    }

    private func slactl(_ arguments: [String]) throws -> (code: Int32, text: String) {
        let process = Process()
        let output = Pipe()
        process.executableURL = try Self.built("slactl")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test(.timeLimit(.minutes(5)))
    func pipeThatNobodyReads_stopsNeitherEngineNorCallsNorTheEnd() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "slawatch-stalled-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = folder.appending(path: "slawatchd.yaml")
        try Self.configuration.write(to: config, atomically: true, encoding: .utf8)
        try Self.policy.write(
            to: folder.appending(path: "policy.yaml"),
            atomically: true,
            encoding: .utf8
        )
        let store = folder.appending(path: "tickets.db").path
        let made = try slactl(["store", "init", "--store", store])
        try #require(made.code == 0, "\(made.text)")

        // One pipe for both, as small as the kernel makes them, and full.
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let page = [UInt8](repeating: 0, count: 4096)
        while write(ends[1], page, page.count) > 0 {}
        _ = fcntl(ends[1], F_SETFL, 0)
        let daemon = Process()
        daemon.executableURL = try Self.built("slawatchd")
        daemon.arguments = ["--config", config.path, "--verbose"]
        let output = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        daemon.standardOutput = output
        daemon.standardError = output
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        daemon.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try daemon.run()
        defer { if daemon.isRunning { kill(daemon.processIdentifier, SIGKILL) } }

        // It starts, sees new tickets, and answers.
        for number in 1...20 {
            let added = try slactl([
                "ticket", "add", "--id", "T-\(number)", "--store", store, "--received",
                "2026-01-01 00:00",
            ])
            try #require(added.code == 0, "\(added.text)")
        }
        var status = ""
        while !status.contains("20 open, 20 late") {
            status = try slactl(["status", "--config", config.path]).text
        }
        kill(daemon.processIdentifier, SIGTERM)
        #expect(await ended.first { _ in true } == 0)
    }
}
