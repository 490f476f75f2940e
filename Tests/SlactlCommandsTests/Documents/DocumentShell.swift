import ArgumentParser
import Foundation

@testable import SlactlCommands

/// Runs the commands of a page in a demo one after the other, as a reader would.
final class DocumentShell {
    let demo: DocumentDemo
    private let page: String
    private let robot: String
    private var made: DocumentShop?
    /// The status of the last command.
    private var status: Int32 = 0

    /// Makes a shell; the demo is set up by the first command.
    init(_ demo: DocumentDemo, page: String, robot: String) {
        self.demo = demo
        self.page = page
        self.robot = robot
    }

    /// What a command prints and the status it ends with.
    func run(_ command: ShellCommand) throws -> (text: String, code: Int32) {
        let shop = try made ?? DocumentShop(demo, page: page, robot: robot)
        made = shop
        let words = command.words.map { Self.inward($0, shop.shop) }
        let output = try run(words, of: command, shop)
        status = output.code
        return (Self.outward(output.text, shop.shop), output.code)
    }

    /// Has the next block find the configuration as the pages describe it.
    func endBlock() {
        made?.restoreConfiguration()
    }

    private func run(
        _ words: [String],
        of command: ShellCommand,
        _ shop: DocumentShop
    ) throws -> (text: String, code: Int32) {
        switch words.first {
        case "slactl":
            return slactl(Array(words.dropFirst()), shop)
        case "cat" where words.count == 2:
            // The page shows what is in the file: it is made so.
            let text = command.output?.joined(separator: "\n") ?? ""
            try text.write(
                toFile: shop.shop.folder + "/" + words[1],
                atomically: true,
                encoding: .utf8
            )
            return (text, 0)
        case "echo" where words == ["echo", "$?"]:
            return (String(status), 0)
        case "echo" where words.count == 4 && words[2] == ">>":
            let text = try String(contentsOfFile: words[3], encoding: .utf8)
            try (text + words[1] + "\n").write(toFile: words[3], atomically: true, encoding: .utf8)
            return ("", 0)
        case "echo" where words.contains("socat"):
            let path = words.last?.split(separator: ":").last.map(String.init) ?? ""
            return (try Self.send(words[1], to: path), 0)
        default:
            throw CommandError("'\(command.text)' is no command that the tests can run")
        }
    }

    private func slactl(_ arguments: [String], _ shop: DocumentShop) -> (text: String, code: Int32)
    {
        let files = arguments.map { argument in
            argument == "vectors.jsonl" ? shop.shop.folder + "/" + argument : argument
        }
        do {
            let command = try SlactlRoot.parseAsRoot(files + location(of: arguments, shop))
            let now = shop.shop.now
            return try Now.$clock.withValue({ now }) { try Self.output(of: command, files) }
        } catch {
            return (SlactlRoot.fullMessage(for: error), SlactlRoot.exitCode(for: error).rawValue)
        }
    }

    private static func output(
        of command: any ParsableCommand,
        _ arguments: [String]
    ) throws -> (text: String, code: Int32) {
        if let eval = command as? CalendarEval {
            var lines: [String] = []
            var evaluation = VectorEvaluation { lines.append($0) }
            for file in eval.files { try evaluation.answer(file: file) }
            return (lines.joined(separator: "\n"), evaluation.hasErrors ? 1 : 0)
        }
        guard let printing = command as? any PrintingCommand else {
            throw CommandError("'slactl \(arguments.joined(separator: " "))' prints nothing")
        }
        let output = try printing.output()
        let lines = output.notes.map { "slactl: " + $0 } + [output.text]
        return (lines.joined(separator: "\n"), output.code)
    }

    /// The options that lead a command to the demo's files.
    private func location(of arguments: [String], _ shop: DocumentShop) -> [String] {
        if arguments.contains("--config") { return [] }
        switch arguments.first {
        case "ticket": return ["--store", shop.shop.store]
        case "store" where arguments.dropFirst().first == "check":
            return ["--store", shop.shop.store, "--config", shop.config]
        case "store": return ["--store", shop.shop.store]
        case "calendar" where arguments.dropFirst().first == "eval": return []
        default: return ["--config", shop.config]
        }
    }

    /// Sends a line to a Unix socket and returns the answer.
    private static func send(_ line: String, to path: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import socket, sys
            call = socket.socket(socket.AF_UNIX)
            call.connect(sys.argv[1])
            call.sendall(sys.argv[2].encode() + b"\\n")
            sys.stdout.buffer.write(call.makefile("rb").read())
            """,
            path, line,
        ]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Installed paths and those of the demo, the longer first.
    private static func paths(_ shop: Shop) -> [(installed: String, demo: String)] {
        [
            ("/var/lib/slawatch-store", shop.folder + "/store"),
            ("/var/lib/slawatchd", shop.state), ("/run/slawatchd/control.sock", shop.socket),
            ("/etc/slawatchd", shop.folder + "/etc"),
        ]
    }

    private static func inward(_ text: String, _ shop: Shop) -> String {
        paths(shop).reduce(text) { $0.replacing($1.installed, with: $1.demo) }
    }

    private static func outward(_ text: String, _ shop: Shop) -> String {
        // The demo's daemon writes to the console in place of the journal.
        let text = text.replacing("console to stdout", with: "journal")
            .replacing("  \(NSUserName())  ", with: "  root  ")
        return paths(shop).reduce(text) { $0.replacing($1.demo, with: $1.installed) }
    }
}
