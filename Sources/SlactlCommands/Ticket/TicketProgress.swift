import ArgumentParser

/// `slactl ticket progress`.
struct TicketProgress: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress",
        abstract: "Record that the customer was told how things stand."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Flag(name: .customLong("internal"), help: "The customer was not told of it.")
    var isInternal = false

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.append(isInternal ? "internal_progress" : "progress", to: id)
    }
}
