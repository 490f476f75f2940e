import ArgumentParser
import BusinessTime
import ControlProtocol
import Reporting

/// `slactl pause`.
struct PauseCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Send nothing for a while; alerts are recorded all the same.",
        discussion: """
            For administrators. The pause survives a restart and always ends: after 7 days at \
            most. What still holds then is sent.
            """
    )

    @OptionGroup var control: ControlOptions

    @Option(name: .customLong("for"), help: "How long, such as 1h or 90min.")
    var span: String

    func validate() throws { _ = try length() }

    func output() throws -> CommandOutput {
        let result = try control.call(
            "pause",
            ["seconds": .integer(try length().seconds)],
            as: PauseResult.self
        )
        let end = control.wall.text(result.pausedUntil)
        return CommandOutput(text: "paused until \(end)")
    }

    private func length() throws -> TimeSpan {
        try SpanText.parse(span, option: "--for", longest: .days(7))
    }
}
