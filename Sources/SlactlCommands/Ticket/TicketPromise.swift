import ArgumentParser

/// `slactl ticket promise`.
struct TicketPromise: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "promise",
        abstract: "Record a time that was promised to the customer."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Option(help: "The time that was promised, as for --at.")
    var due: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.append("promise", to: id, due: due)
    }
}
