import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket resolve`.
struct TicketResolve: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Record that a solution was given."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.set(.resolved, of: id)
    }
}
