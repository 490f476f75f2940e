import BusinessTime
import Foundation
import Testing

/// The C library's idea of a zone, asked of `date(1)` in a process of its own: changing `TZ`
/// within this one would race with every other test.
enum DateCommand {
    /// The offsets at some instants (of whole seconds) for a value of `TZ`.
    static func offsets(at instants: [Instant], zone: String) throws -> [TimeSpan] {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("slawatch-\(UUID().uuidString)")
        let lines = instants.map { "@\($0.milliseconds / 1000)\n" }.joined()
        try Data(lines.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/date")
        process.arguments = ["-f", file.path, "+%::z"]
        process.environment = ["TZ": zone, "LC_ALL": "C"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)

        let answers = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        try #require(answers.count == instants.count)
        return try answers.map { answer in
            let parts = try answer.dropFirst().split(separator: ":").map { part in
                try #require(Int64(part))
            }
            let seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
            return .seconds(answer.hasPrefix("-") ? -seconds : seconds)
        }
    }
}
