import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket feedback`.
struct TicketFeedback: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Record what the customer thinks of it."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Option(help: "The score, 1 to 5.")
    var score: Int

    @Option(help: "What the customer said.")
    var comment: String?

    @Flag(help: "The customer is not satisfied, so a final plan is due.")
    var dissatisfied = false

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.record { writer, act in
            var act = act
            act.note = comment ?? act.note
            try writer.feedback(id, score: score, isDissatisfied: dissatisfied, act)
            return "ticket \(id): feedback \(score)"
        }
    }
}
