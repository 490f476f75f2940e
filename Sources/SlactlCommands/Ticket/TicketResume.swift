import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket resume`.
struct TicketResume: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End a wait: work goes on."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.set(.inProgress, of: id)
    }
}
