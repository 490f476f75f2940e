import ArgumentParser
import BusinessTime
import Reporting
import ServiceLevels
import Support
import TicketStore

/// `slactl ticket list`.
struct TicketList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List tickets, the last entered first."
    )

    @OptionGroup var options: StoreOptions

    @Flag(name: .customLong("open"), help: "Only those that are not closed.")
    var isOpen = false

    @Option(help: "Only this owner's.")
    var owner: String?

    @Option(help: "Only those in this status.")
    var status: String?

    @Option(help: "How many at most.")
    var limit = 50

    @Flag(help: "Show contact data in full.")
    var unmask = false

    @Option(help: "table or json.")
    var format = OutputFormat.table

    private static let columns = [
        "status", "priority", "kind", "owner", "customer", "received_at", "title",
    ]

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit \(limit): expected 1 to 100000")
        }
    }

    func output() throws -> CommandOutput {
        let store = TicketStore(
            path: options.path,
            layout: AttributeLayout(Self.columns),
            logger: nil
        )
        try store.openWaiting()
        var values: [String: String] = [:]
        values["owner"] = owner
        values["status"] = status
        let tickets = try store.tickets(where: values, isOpen: isOpen, limit: limit)
        switch format {
        case .json: return CommandOutput(text: json(tickets, store.zone).text)
        case .table: return CommandOutput(text: table(tickets, store.zone))
        }
    }

    private func table(_ tickets: [Ticket], _ zone: ZoneRules) -> String {
        var table = TextTable([
            "ID", "STATUS", "PRIORITY", "KIND", "OWNER", "CUSTOMER", "RECEIVED", "TITLE",
        ])
        for ticket in tickets {
            let cells = Self.columns.map { name -> String in
                if name == "received_at" { return received(ticket, zone) ?? "" }
                return (shown(ticket[name]) ?? "").truncated(toWidth: name == "title" ? 60 : 24)
            }
            table.add([ticket.id] + cells)
        }
        return table.text
    }

    private func json(_ tickets: [Ticket], _ zone: ZoneRules) -> JSONValue {
        .array(
            tickets.map { ticket in
                .object(
                    [.init("id", .string(ticket.id))]
                        + Self.columns.map { name in
                            .init(
                                name,
                                JSONValue(
                                    name == "received_at"
                                        ? received(ticket, zone) : shown(ticket[name])
                                )
                            )
                        }
                )
            }
        )
    }

    private func shown(_ value: String?) -> String? {
        unmask ? value : value.map(ContactMask.masked)
    }

    private func received(_ ticket: Ticket, _ zone: ZoneRules) -> String? {
        ticket["received_at"].flatMap(Int64.init)
            .map { Instant(milliseconds: $0).wholeSecond.iso8601(in: zone) }
    }
}
