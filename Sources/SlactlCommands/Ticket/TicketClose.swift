import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket close`.
struct TicketClose: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Close the ticket."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.set(.closed, of: id)
    }
}
