import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket reopen`.
struct TicketReopen: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Record that work begins again on a resolved or closed ticket."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.record { writer, act in
            try writer.reopen(id, act)
            return "ticket \(id): reopened"
        }
    }
}
