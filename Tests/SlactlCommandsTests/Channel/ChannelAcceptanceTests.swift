import Foundation
import Testing

/// `Tests/Acceptance/accept.py`: libraries that others wrote for the receivers have to accept what
/// the built `slactl` would send.
struct ChannelAcceptanceTests {
    @Test(.timeLimit(.minutes(5)))
    func othersLibraries_acceptOurRequests() async throws {
        let root = Shop.root
        let python = root.appending(path: ".build/acceptance/bin/python").path
        try #require(
            FileManager.default.isExecutableFile(atPath: python),
            "the libraries are not installed; run 'scripts/install-deps test' (make test does)"
        )
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let slactl = URL(filePath: tests).deletingLastPathComponent().appending(path: "slactl")
        let file = FileManager.default.temporaryDirectory
            .appending(path: "slawatch-accept-\(UUID().uuidString).log")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            "-B", root.appending(path: "Tests/Acceptance/accept.py").path, slactl.path,
            root.appending(path: "config/examples/channels.yaml").path,
        ]
        let output = try FileHandle(forWritingTo: file)
        process.standardOutput = output
        process.standardError = output
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in done.resume() }
            do { try process.run() } catch { done.resume(throwing: error) }
        }
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(text)")
        #expect(text.contains("23 of 23 accepted"), "\(text)")
    }
}
