import ArgumentParser
import BusinessTime
import ControlProtocol
import Reporting

/// `slactl ack add`.
struct AckAdd: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Acknowledge a ticket.",
        discussion: "For supervisors and above. A former acknowledgement of the same is replaced."
    )

    @OptionGroup var control: ControlOptions

    @Argument(help: "The ticket's id.")
    var ticket: String

    @Option(help: "Only this clock; all of the ticket's by default.")
    var clock: String?

    @Option(name: .customLong("for"), help: "How long, such as 4h; 7 days at most.")
    var span = "4h"

    @Option(help: "What is being done about it.")
    var note: String?

    func validate() throws { _ = try length() }

    func output() throws -> CommandOutput {
        let made = try control.call(
            "acknowledge",
            [
                "ticket": .string(ticket), "clock": .text(clock), "note": .text(note),
                "seconds": .integer(try length().seconds),
            ],
            as: AcknowledgementItem.self
        )
        let end = control.wall.text(made.expires)
        let part = made.clock.map { " \($0)" } ?? ""
        return CommandOutput(text: "\(made.ticket)\(part) is acknowledged until \(end)")
    }

    private func length() throws -> TimeSpan {
        try SpanText.parse(span, option: "--for", longest: .days(7))
    }
}
