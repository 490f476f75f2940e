import ArgumentParser
import BusinessTime
import Configuration
import Dispatch
import Foundation
import Glibc
import Notifications
import People
import Reporting
import ServiceLevels
import Support
import Synchronization
import Transport

/// `slactl channel test`.
struct ChannelTest: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send an exercise by a channel, and tell what the receiver made of it.",
        discussion: """
            The message is made of sample data, says so in its title, and is written and signed \
            exactly as slawatchd would. The status is 0 only where the receiver has it.

            Credentials are read from $CREDENTIALS_DIRECTORY, as systemd-run sets it with \
            '-p LoadCredential='.
            """
    )

    @Argument(help: "The channel's name.")
    var name: String

    @OptionGroup var options: ConfigOptions

    @Option(help: "nudge, warning, breach, escalation, digest, resolved or drill.")
    var scenario = DrillScenario.drill

    @Flag(name: .customLong("dry-run"), help: "Print the request and send nothing.")
    var isDryRun = false

    @Flag(
        name: .customLong("show-secrets"),
        help: "Print tokens and signatures too, where '--dry-run' prints a request."
    )
    var showsSecrets = false

    @Option(
        name: .customLong("to"),
        help: "A person of the configuration, to be called or mailed."
    )
    var person: String?

    @Option(help: "The language of the message: zh-CN or en.")
    var language: Language?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        if showsSecrets, !isDryRun {
            throw ValidationError("'--show-secrets' is of use only with '--dry-run'.")
        }
    }

    func output() throws -> CommandOutput {
        let configuration = try read()
        guard let settings = configuration.channels[name] else {
            throw CommandError.unknown("channel", name, among: Array(configuration.channels.keys))
        }
        let standIns = configuration.standIns.filter { $0.hasPrefix("channels.\(name).") }
        if !isDryRun, let key = standIns.first {
            throw CommandError(
                "\(key): the credential is not there",
                hint: "run it with 'systemd-run --pty -p LoadCredential=NAME:FILE'"
            )
        }
        if let person, configuration.people.persons[person] == nil {
            throw CommandError.unknown(
                "person",
                person,
                among: Array(configuration.people.persons.keys)
            )
        }
        let outgoing = makeMessage(configuration)
        return isDryRun
            ? try show(outgoing, configuration)
            : try send(outgoing, configuration, type: settings.kind)
    }

    private func read() throws -> Configuration {
        try Configuration.read(
            path: options.file,
            secrets: .available { name in
                guard let directory = getenv("CREDENTIALS_DIRECTORY"), !name.contains("/") else {
                    return nil
                }
                let path = String(cString: directory) + "/" + name
                return try? String(contentsOfFile: path, encoding: .utf8)
            }
        )
    }

    private func makeMessage(_ configuration: Configuration) -> OutgoingMessage {
        let writer = configuration.makeWriter(language: language)
        let now = Now.instant
        let roles = configuration.routes.roles.filter { $0.value.contains(name) }.keys.sorted()
        let (id, body) = writer.drill(
            scenario.kind,
            roles: roles,
            person: person,
            now: now
        )
        return OutgoingMessage(seq: 0, id: id, body: body, now: now)
    }

    private func makeChannel(
        _ configuration: Configuration,
        _ recorder: ExchangeRecorder
    ) -> (any Channel)? {
        let render = configuration.makeRenderer(language: language)
        return configuration.makeChannel(
            name,
            transport: recorder,
            render: { render($0, $1).asDrill }
        )
    }

    /// Shows what the channel hands to a transport that does not send.
    private func show(_ outgoing: OutgoingMessage, _ configuration: Configuration) throws
        -> CommandOutput
    {
        guard configuration.channels[name]?.address != nil else {
            guard let message = AlertMessage(body: outgoing.body) else {
                throw CommandError("the exercise cannot be read back")
            }
            let body = String(decoding: outgoing.body, as: UTF8.self)
            return CommandOutput(text: format == .json ? body : message.data.text)
        }
        let recorder = ExchangeRecorder(nil)
        makeChannel(configuration, recorder)?.send(outgoing) { _ in }
        guard let message = recorder.exchanges.first?.message else {
            throw CommandError(
                "the channel '\(name)' has nobody to send to",
                hint: "name somebody by '--to'"
            )
        }
        let shown = ShownRequest(message, showsSecrets: showsSecrets)
        return CommandOutput(text: format == .json ? shown.json.text : shown.text)
    }

    private func send(
        _ outgoing: OutgoingMessage,
        _ configuration: Configuration,
        type: String
    ) throws -> CommandOutput {
        // curl reports a connection that breaks during a write.
        signal(SIGPIPE, SIG_IGN)
        let transport = try CurlTransport(version: SlawatchVersion.text)
        defer { transport.shutdown() }
        let recorder = ExchangeRecorder(transport)
        let outcome = Mutex<DeliveryOutcome?>(nil)
        let done = DispatchSemaphore(value: 0)
        makeChannel(configuration, recorder)?.send(outgoing) { result in
            outcome.withLock { $0 = result }
            done.signal()
        }
        // An attempt has a time limit of its own; this one is for channels that have none.
        guard done.wait(timeout: .now() + .seconds(120)) == .success,
            let outcome = outcome.withLock({ $0 })
        else { throw CommandError("the channel '\(name)' has not come to an end") }
        let answer = ChannelAnswer(
            channel: name,
            type: type,
            scenario: scenario,
            outcome: outcome,
            exchanges: recorder.exchanges
        )
        return CommandOutput(
            text: format == .json ? answer.json.text : answer.text,
            code: answer.isSuccess ? 0 : 1
        )
    }
}
