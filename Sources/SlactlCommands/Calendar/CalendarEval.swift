import ArgumentParser
import Foundation

/// `slactl calendar eval`.
struct CalendarEval: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Answer test vectors: a JSON object a line in, an answer a line out.",
        discussion: """
            Each answer is {"id":…,"result":…}, or {"id":…,"unsupported":true} for what there is \
            no such thing of here; what cannot be read is answered {"id":…,"error":…}, and the \
            status at the end is 1. A file may also be one object with a list of "vectors".
            """
    )

    @Argument(help: "Files of vectors; standard input without any, or for -.")
    var files: [String] = []

    func run() throws {
        var evaluation = VectorEvaluation { line in
            print(line)
            // A caller asking line by line waits for the answer.
            fflush(nil)
        }
        for file in files.isEmpty ? ["-"] : files {
            if file == "-" {
                while let line = readLine() { evaluation.answer(line: line) }
            } else {
                try evaluation.answer(file: file)
            }
        }
        if evaluation.hasErrors { throw ExitCode.failure }
    }
}
