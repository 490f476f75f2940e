import Foundation
import Glibc

/// The `slawatchd` that was built beside the tests, running until this goes.
final class BuiltDaemon {
    private let process = Process()

    /// Starts it; its log goes to the file named.
    init(config: String, log: String) throws {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        process.executableURL = URL(filePath: tests).deletingLastPathComponent()
            .appending(path: "slawatchd")
        process.arguments = ["--config", config]
        try Data().write(to: URL(filePath: log))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: log))
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    deinit {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
