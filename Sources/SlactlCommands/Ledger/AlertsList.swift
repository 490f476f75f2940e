import ArgumentParser
import BusinessTime
import Ledger
import ServiceLevels

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
        let (ledger, zone) = try options.open()
        let alerts = try ledger.alerts(ticket: options.ticket, limit: options.limit)
        switch options.format {
        case .json: return CommandOutput(text: json(alerts, zone).text)
        case .table: return CommandOutput(text: table(alerts, WallText(zone: zone)))
        }
    }

    private func table(_ alerts: [AlertRecord], _ wall: WallText) -> String {
        if alerts.isEmpty { return "no alerts" }
        var table = TextTable([
            "SEQ", "RECORDED", "TICKET", "CLOCK", "STEP", "NO", "KIND", "RULE", "AT", "DUE",
            "STATE",
        ])
        for alert in alerts {
            table.add([
                String(alert.seq), wall.text(alert.raised), alert.identity.ticket,
                alert.identity.clock, alert.identity.step, String(alert.identity.occurrence),
                alert.kind, alert.rule, wall.text(alert.at), alert.due.map(wall.text) ?? "",
                alert.disposition,
            ])
        }
        return table.text
    }

    private func json(_ alerts: [AlertRecord], _ zone: ZoneRules) -> JSONValue {
        .array(
            alerts.map { alert in
                .record([
                    "seq": .integer(alert.seq),
                    "ticket": .string(alert.identity.ticket),
                    "clock": .string(alert.identity.clock),
                    "cycle_seq": .integer(alert.identity.cycle.seq),
                    "cycle_at": .time(alert.identity.cycle.at, in: zone),
                    "term": .integer(Int64(alert.identity.term)),
                    "step": .string(alert.identity.step),
                    "occurrence": .integer(Int64(alert.identity.occurrence)),
                    "kind": .string(alert.kind),
                    "rule": .string(alert.rule),
                    "at": .time(alert.at, in: zone),
                    "due": .time(alert.due, in: zone),
                    "recorded": .time(alert.raised, in: zone),
                    "state": .string(alert.disposition),
                ])
            }
        )
    }
}
