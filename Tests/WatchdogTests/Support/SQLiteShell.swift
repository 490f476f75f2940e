import Foundation

/// The `sqlite3` program at work on a database, as an administrator or another process is.
final class SQLiteShell {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    init(_ path: String) throws {
        process.executableURL = URL(filePath: "/usr/bin/sqlite3")
        process.arguments = ["-batch", path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    /// Has it do something, and returns when it is done.
    func perform(_ text: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(text)\n.print done\n".utf8))
        var answer = Data()
        while !answer.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw CocoaError(.fileReadUnknown) }
            answer += more
        }
    }

    /// Ends it, and with it whatever lock it held.
    func end() throws {
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
