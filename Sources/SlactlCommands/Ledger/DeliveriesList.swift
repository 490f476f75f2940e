import ArgumentParser
import BusinessTime
import ControlProtocol
import Ledger
import Reporting
import Support

/// `slactl deliveries list`.
struct DeliveriesList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List messages, the newest first, and count them all.",
        discussion: """
            Where the daemon is not running the rows are counted too, and the status is 1 where \
            that gives something else.
            """
    )

    @OptionGroup var options: LedgerOptions

    @Option(help: "Only those that stand so: pending, held, delivered, accepted, dead, …")
    var state: DeliveryState?

    func output() throws -> CommandOutput {
        let (found, zone, notes) = try options.read(
            "deliveries",
            ["state": .text(state?.rawValue)],
            as: DeliveriesResult.self
        ) {
            try DeliveriesResult(
                $0,
                ticket: options.ticket,
                state: state,
                limit: options.limit,
                isCounting: true
            )
        }
        let deliveries = found.deliveries
        let balance = DeliveryBalance(found)
        let text: String
        switch options.format {
        case .json:
            text =
                JSONValue.record([
                    "deliveries": json(deliveries, zone), "counts": balance.json,
                ]).text
        case .table:
            text = table(deliveries, options.control.wall) + "\n\n" + balance.text
        }
        return CommandOutput(text: text, code: balance.isRefuted ? 1 : 0, notes: notes)
    }

    private func table(_ deliveries: [DeliveryItem], _ wall: WallText) -> String {
        if deliveries.isEmpty { return "no deliveries" }
        var table = TextTable([
            "SEQ", "CREATED", "TICKET", "CHANNEL", "ROLES", "KIND", "STATE", "TRIES", "NEXT",
            "FINISHED", "REASON",
        ])
        for delivery in deliveries {
            table.add([
                String(delivery.seq), wall.text(delivery.created), delivery.ticket,
                delivery.channel, delivery.roles, delivery.kind, delivery.state,
                String(delivery.attempts), delivery.nextAttempt.map(wall.text) ?? "",
                delivery.finished.map(wall.text) ?? "", delivery.reason ?? "",
            ])
        }
        return table.text
    }

    private func json(_ deliveries: [DeliveryItem], _ zone: ZoneRules) -> JSONValue {
        .array(
            deliveries.map { delivery in
                .record([
                    "seq": .integer(delivery.seq),
                    "id": .string(delivery.id),
                    "ticket": .string(delivery.ticket),
                    "channel": .string(delivery.channel),
                    "roles": .string(delivery.roles),
                    "kind": .string(delivery.kind),
                    "state": .string(delivery.state),
                    "created": .time(delivery.created, in: zone),
                    "attempts": .integer(Int64(delivery.attempts)),
                    "next_attempt": .time(delivery.nextAttempt, in: zone),
                    "finished": .time(delivery.finished, in: zone),
                    "reason": JSONValue(delivery.reason),
                ])
            }
        )
    }
}
