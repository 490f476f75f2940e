import ArgumentParser
import Glibc

/// The output of a command and its exit status.
struct CommandOutput: Equatable {
    var text: String
    var code: Int32 = 0
    /// Notes about the text, for standard error.
    var notes: [String] = []
}

/// A command with a single text as output, so that tests can check it.
protocol PrintingCommand: ParsableCommand {
    /// Does the work and returns the text to print.
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
