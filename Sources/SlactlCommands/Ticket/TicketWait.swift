import ArgumentParser
import TicketStoreAdmin

/// `slactl ticket wait`.
struct TicketWait: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "wait",
        abstract: "Record that the ticket waits for the customer."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Option(name: .customLong("for"), help: "What it waits for: customer or evidence.")
    var reason = Reason.customer

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.set(reason.status, of: id)
    }

    enum Reason: String, ExpressibleByArgument, CaseIterable {
        case customer
        case evidence

        var status: TicketStatus {
            switch self {
            case .customer: .waitingCustomer
            case .evidence: .waitingEvidence
            }
        }
    }
}
