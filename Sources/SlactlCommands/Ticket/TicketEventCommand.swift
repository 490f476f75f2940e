import ArgumentParser

/// `slactl ticket event`.
struct TicketEventCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Record any other event that a policy names."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Argument(help: "The kind of event, such as customer_message.")
    var kind: String

    @Option(help: "What it is about.")
    var subject: String?

    @Option(help: "The time it promises or sets as a limit, as for --at.")
    var due: String?

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.append(kind, to: id, subject: subject, due: due)
    }
}
