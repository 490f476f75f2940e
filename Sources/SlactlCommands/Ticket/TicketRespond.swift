import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket respond`.
struct TicketRespond: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "respond",
        abstract: "Record that a person contacted the customer: the first response."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.record { writer, act in
            try writer.respond(id, act)
            return "ticket \(id): first_response"
        }
    }
}
