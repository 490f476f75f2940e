import ArgumentParser
import ControlProtocol

/// `slactl ack end`.
struct AckEnd: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Take an acknowledgement back.",
        discussion: "For supervisors and above."
    )

    @OptionGroup var control: ControlOptions

    @Argument(help: "The ticket's id.")
    var ticket: String

    @Option(help: "Only that of this clock; all of the ticket's by default.")
    var clock: String?

    func output() throws -> CommandOutput {
        let ended = try control.call(
            "unacknowledge",
            ["ticket": .string(ticket), "clock": .text(clock)],
            as: CountResult.self
        )
        return CommandOutput(text: "\(ended.count) ended")
    }
}
