import ArgumentParser
import BusinessTime
import Channels
import Foundation

/// `slactl sink`.
struct SinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sink",
        abstract: "Receive webhooks on this machine, verify them and print them.",
        discussion: """
            For trying a configuration and for seeing what a receiver has to do. Listens on
            loopback alone. Ends on Ctrl-C, or by itself after '--count' requests.
            """
    )

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port: UInt16 = 8377

    @Option(
        name: .customLong("secret-file"),
        help: "A file with a secret (whsec_…) to verify signatures with; may be repeated."
    )
    var secretFiles: [String] = []

    @Option(help: "The status to answer with.")
    var status = 200

    @Option(name: .customLong("retry-after"), help: "Seconds to ask the sender to wait.")
    var retryAfter: Int?

    @Option(
        name: .customLong("fail-first"),
        help: "Answer so many requests with 503 (or '--status'), and the others with 200."
    )
    var failFirst: Int?

    @Option(help: "Milliseconds to wait before each answer.")
    var delay = 0

    @Option(help: "End after so many requests.")
    var count: Int?

    @Option(help: "text or json: one line for each request.")
    var format = SinkFormat.text

    func validate() throws {
        guard (200...599).contains(status) else {
            throw ValidationError("'--status' must be from 200 to 599, and is \(status).")
        }
        let numbers = [
            ("retry-after", retryAfter), ("fail-first", failFirst), ("delay", delay),
            ("count", count.map { $0 - 1 }),
        ]
        for (name, value) in numbers {
            if let value, value < 0 { throw ValidationError("'--\(name)' is too small.") }
            if let value, value > 86_400_000 { throw ValidationError("'--\(name)' is too big.") }
        }
    }

    func run() async throws {
        let judge = SinkJudge(secrets: try secretFiles.map(Self.secret))
        let answers = SinkAnswers(status: status, retryAfter: retryAfter, failFirst: failFirst)
        let sink = SinkServer(
            port: port,
            judge: judge,
            answers: answers,
            delay: .milliseconds(Int64(delay)),
            limit: count,
            format: format
        )
        try await sink.run()
    }

    private static func secret(_ path: String) throws -> WebhookSecret {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SinkError("\(path) cannot be read")
        }
        do throws(WebhookSecretError) {
            return try WebhookSecret(text)
        } catch {
            throw SinkError("\(path): \(error)")
        }
    }
}
