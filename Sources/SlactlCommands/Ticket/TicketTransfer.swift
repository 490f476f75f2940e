import ArgumentParser
import BusinessTime
import TicketStoreAdmin

/// `slactl ticket transfer`.
struct TicketTransfer: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Hand the ticket to a department."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Option(name: .customLong("to"), help: "The department.")
    var department: String

    @Option(help: "Until when it is to finish its part, as for --at.")
    var due: String?

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.record { writer, act in
            let limit = try due.map { try EventTime.parse($0, in: writer.zone) }
            try writer.transfer(id, to: department, due: limit, act)
            let until = limit.map { ", due \($0.iso8601(in: writer.zone))" } ?? ""
            return "ticket \(id): transfer to \(department)\(until)"
        }
    }
}
