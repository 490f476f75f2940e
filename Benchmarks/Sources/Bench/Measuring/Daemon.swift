import CBaseline
import Foundation

/// The released `slawatchd`, run for a while.
final class Daemon {
    struct NeverCame: Error, CustomStringConvertible {
        var event: String
        var log: String

        var description: String { "slawatchd never logged \(event); its log ends:\n\(log)" }
    }

    /// What the process had used when something was seen.
    struct Usage {
        /// Seconds since it was started.
        var wall: Double
        /// CPU seconds.
        var cpu: Double
        /// The most memory it has had, in MiB.
        var peak: Double
        /// The memory that it alone holds, in MiB.
        var anonymous: Double
    }

    private let process = Process()
    private let log: String
    private let began: Int64
    private var seen = 0

    init(_ workspace: Workspace, configuration: String) throws {
        log = configuration + ".log"
        try Data().write(to: URL(filePath: log))
        process.executableURL = URL(filePath: workspace.options.daemon)
        process.arguments = ["--config", configuration]
        process.standardError = FileHandle(forWritingAtPath: log)
        process.standardOutput = FileHandle.nullDevice
        began = bl_monotonic_ns()
        try process.run()
    }

    deinit {
        stop()
    }

    var usage: Usage {
        let pid = process.processIdentifier
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        return Usage(
            wall: Double(bl_monotonic_ns() - began) / 1e9,
            cpu: Double(bl_cpu_ns_of(pid)) / 1e9,
            peak: number("VmHWM", in: status) / 1024,
            anonymous: number("RssAnon", in: status) / 1024
        )
    }

    /// Waits until it has logged an event, and says what it had used by then.
    func wait(for event: String, seconds: Double = 120) throws -> Usage {
        let mark = Data("EVENT=\(event)".utf8)
        let file = try FileHandle(forReadingFrom: URL(filePath: log))
        defer { try? file.close() }
        let end = bl_monotonic_ns() + Int64(seconds * 1e9)
        var text = Data()
        while process.isRunning, bl_monotonic_ns() < end {
            if let more = try file.readToEnd() { text += more }
            if text.range(of: mark) != nil { return usage }
            usleep(1000)
        }
        throw NeverCame(event: event, log: String(decoding: text.suffix(2000), as: UTF8.self))
    }

    /// Ends it at once.
    func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
