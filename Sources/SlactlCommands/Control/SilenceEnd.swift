import ArgumentParser
import ControlProtocol

/// `slactl silence end`.
struct SilenceEnd: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End a silence before its time.",
        discussion: "For supervisors and above."
    )

    @OptionGroup var control: ControlOptions

    @Argument(help: "The silence's number, as `silence list` shows it.")
    var id: Int64

    func output() throws -> CommandOutput {
        _ = try control.call("end_silence", ["id": .integer(id)], as: DoneResult.self)
        return CommandOutput(text: "silence \(id) ended")
    }
}
