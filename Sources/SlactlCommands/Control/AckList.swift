import ArgumentParser
import BusinessTime
import ControlProtocol
import Ledger
import Reporting
import Support

/// `slactl ack list`.
struct AckList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the acknowledgements in force.",
        discussion: "For agents and above."
    )

    @OptionGroup var control: ControlOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let now = Now.instant
        let (items, notes) = try control.read(
            "acknowledgements",
            as: [AcknowledgementItem].self
        ) { try $0.acknowledgements(now: now).map(AcknowledgementItem.init) }
        let zone = control.zone
        let text = format == .json ? json(items, zone).text : table(items, control.wall)
        return CommandOutput(text: text, notes: notes)
    }

    private func table(_ items: [AcknowledgementItem], _ wall: WallText) -> String {
        if items.isEmpty { return "nothing is acknowledged" }
        var table = TextTable(["TICKET", "CLOCK", "BY", "AT", "UNTIL", "NOTE"])
        for item in items {
            table.add([
                item.ticket, item.clock ?? "all", item.by, wall.text(item.at),
                wall.text(item.expires), item.note,
            ])
        }
        return table.text
    }

    private func json(_ items: [AcknowledgementItem], _ zone: ZoneRules) -> JSONValue {
        .array(
            items.map { item in
                .record([
                    "ticket": .string(item.ticket),
                    "clock": JSONValue(item.clock),
                    "by": .string(item.by),
                    "note": .string(item.note),
                    "at": .time(item.at, in: zone),
                    "expires": .time(item.expires, in: zone),
                ])
            }
        )
    }
}
