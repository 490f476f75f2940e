import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket priority`.
struct TicketPriority: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "priority",
        abstract: "Set the priority or level."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Argument(help: "The new priority, in the words of the policy.")
    var level: String

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.record { writer, act in
            try writer.set(priority: level, of: id, act)
            return "ticket \(id): priority \(level)"
        }
    }
}
