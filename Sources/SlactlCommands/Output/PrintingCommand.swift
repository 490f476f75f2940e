import ArgumentParser
import Glibc

/// What a command has to say, and the status it ends with.
struct CommandOutput: Equatable {
    var text: String
    var code: Int32 = 0
    /// What is to be known about the text, on standard error.
    var notes: [String] = []
}

/// A command whose whole output is one text, so that a test can look at it.
protocol PrintingCommand: ParsableCommand {
    /// Does the work and returns what is to be printed.
    func output() throws -> CommandOutput
}

extension PrintingCommand {
    func run() throws {
        let output = try output()
        for note in output.notes {
            let bytes = Array("slactl: \(note)\n".utf8)
            _ = write(STDERR_FILENO, bytes, bytes.count)
        }
        if !output.text.isEmpty { print(output.text) }
        if output.code != 0 { throw ExitCode(output.code) }
    }
}
