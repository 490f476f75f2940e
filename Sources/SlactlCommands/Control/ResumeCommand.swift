import ArgumentParser
import ControlProtocol

/// `slactl resume`.
struct ResumeCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End a pause: what still holds is sent.",
        discussion: "For administrators."
    )

    @OptionGroup var control: ControlOptions

    func output() throws -> CommandOutput {
        let result = try control.call("resume", as: ResumeResult.self)
        return CommandOutput(text: result.wasPaused ? "resumed" : "there was no pause")
    }
}
