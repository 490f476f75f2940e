import ArgumentParser
import Control

/// `slactl reload`.
struct ReloadCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reload",
        abstract: "Have the daemon read its configuration again, all or nothing.",
        discussion: """
            For administrators. Where the daemon rejects it, every fault is printed as \
            file:line:column: key: message, the status is 1, and the former one stays.
            """
    )

    @OptionGroup var control: ControlOptions

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
