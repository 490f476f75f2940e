import ArgumentParser
import ControlProtocol
import Glibc

/// `slactl reload`.
struct ReloadCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have the daemon read its configuration again, all or nothing.",
        discussion: """
            For administrators. Where the daemon rejects it, every fault is printed as \
            file:line:column: key: message, the status is 1, and the former one stays. A daemon \
            without a control socket can only be sent a signal; its journal tells what came of it.
            """
    )

    @OptionGroup var control: ControlOptions

    @Option(
        help: ArgumentHelp(
            "The daemon's process, to be sent SIGHUP where nobody listens on the socket.",
            valueName: "pid"
        )
    )
    var signal: Int32?

    func validate() throws {
        if let signal, signal <= 1 { throw ValidationError("--signal \(signal): is no daemon") }
    }

    func output() throws -> CommandOutput {
        do {
            _ = try control.ask("reload", as: DoneResult.self)
            return CommandOutput(text: "the configuration is reloaded")
        } catch .refused(let fault) where fault.code == .rejected {
            return CommandOutput(
                text: fault.message,
                code: 1,
                notes: ["the configuration is rejected, the former one stays in force"]
            )
        } catch .notRunning(let path) {
            guard let signal else { return try fail(.notRunning(path)) }
            guard kill(signal, SIGHUP) == 0 else {
                throw CommandError(
                    "nobody listens on \(path), and process \(signal) cannot be signalled: "
                        + String(cString: strerror(errno))
                )
            }
            return CommandOutput(
                text: "asked process \(signal) to reload: nobody listens on \(path)",
                notes: ["whether it was rejected stands in the journal"]
            )
        } catch {
            return try fail(error)
        }
    }

    private func fail(_ error: ControlClientError) throws -> CommandOutput {
        switch error {
        case .refused(let fault): throw CommandError(fault.message, hint: fault.hint)
        case .notRunning, .broken: throw CommandError(error.description)
        }
    }
}
