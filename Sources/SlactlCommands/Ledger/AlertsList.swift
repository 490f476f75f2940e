import ArgumentParser
import BusinessTime
import ControlProtocol
import Ledger
import Reporting
import Support

/// `slactl alerts list`.
struct AlertsList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List alerts, the newest first.",
        discussion: """
            raised: it was said; covered: a higher step said at the same moment stands for it; \
            known: it was past when the watch began and went into a summary; shadow: it would \
            have been said, but for shadow mode.
            """
    )

    @OptionGroup var options: LedgerOptions

    func output() throws -> CommandOutput {
        let (alerts, zone, notes) = try options.read("alerts", as: [AlertItem].self) {
            try $0.alerts(ticket: options.ticket, limit: options.limit).map(AlertItem.init)
        }
        let text =
            switch options.format {
            case .json: json(alerts, zone).text
            case .table: table(alerts, options.control.wall)
            }
        return CommandOutput(text: text, notes: notes)
    }

    private func table(_ alerts: [AlertItem], _ wall: WallText) -> String {
        if alerts.isEmpty { return "no alerts" }
        var table = TextTable([
            "SEQ", "RECORDED", "TICKET", "CLOCK", "STEP", "NO", "KIND", "RULE", "AT", "DUE",
            "STATE",
        ])
        for alert in alerts {
            table.add([
                String(alert.seq), wall.text(alert.recorded), alert.ticket,
                alert.clock, alert.step, String(alert.occurrence),
                alert.kind, alert.rule, wall.text(alert.at), alert.due.map(wall.text) ?? "",
                alert.state,
            ])
        }
        return table.text
    }

    private func json(_ alerts: [AlertItem], _ zone: ZoneRules) -> JSONValue {
        .array(
            alerts.map { alert in
                .record([
                    "seq": .integer(alert.seq),
                    "ticket": .string(alert.ticket),
                    "clock": .string(alert.clock),
                    "cycle_seq": .integer(alert.cycleSeq),
                    "cycle_at": .time(alert.cycleAt, in: zone),
                    "term": .integer(Int64(alert.term)),
                    "step": .string(alert.step),
                    "occurrence": .integer(Int64(alert.occurrence)),
                    "kind": .string(alert.kind),
                    "rule": .string(alert.rule),
                    "at": .time(alert.at, in: zone),
                    "due": .time(alert.due, in: zone),
                    "recorded": .time(alert.recorded, in: zone),
                    "state": .string(alert.state),
                ])
            }
        )
    }
}
