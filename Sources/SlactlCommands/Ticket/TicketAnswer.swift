import ArgumentParser

/// `slactl ticket answer`.
struct TicketAnswer: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Record that somebody picked up: the first answer."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.append("first_answer", to: id)
    }
}
