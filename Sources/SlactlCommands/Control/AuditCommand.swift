import ArgumentParser
import BusinessTime
import ControlProtocol
import Ledger
import Reporting
import Support

/// `slactl audit`.
struct AuditCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "List who called the daemon for what, the newest first.",
        discussion: """
            For supervisors and above. Calls that changed something are listed one by one; those \
            that only asked, and those that were refused, are counted by user, command and outcome.
            """
    )

    @OptionGroup var control: ControlOptions

    @Option(help: "How many at most.")
    var limit = 50

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        guard (1...5000).contains(limit) else {
            throw ValidationError("--limit \(limit): expected 1 to 5000")
        }
    }

    func output() throws -> CommandOutput {
        let (items, notes) = try control.read(
            "audit",
            ["limit": .integer(Int64(limit))],
            as: [AuditItem].self
        ) { try AuditItem.newest(limit, of: $0) }
        let zone = control.zone
        let text = format == .json ? json(items, zone).text : table(items, control.wall)
        return CommandOutput(text: text, notes: notes)
    }

    private func table(_ items: [AuditItem], _ wall: WallText) -> String {
        if items.isEmpty { return "no calls" }
        var table = TextTable([
            "SEQ", "AT", "UID", "NAME", "STANDING", "COMMAND", "OUTCOME", "CALLS", "ARGUMENTS",
        ])
        for item in items {
            table.add([
                item.seq.map { String($0) } ?? "", wall.text(item.at), String(item.uid), item.name,
                item.standing, item.command, item.outcome, String(item.calls),
                item.arguments ?? "",
            ])
        }
        return table.text
    }

    private func json(_ items: [AuditItem], _ zone: ZoneRules) -> JSONValue {
        .array(
            items.map { item in
                .record([
                    "seq": item.seq.map(JSONValue.integer) ?? .null,
                    "at": .time(item.at, in: zone),
                    "uid": .integer(Int64(item.uid)),
                    "name": .string(item.name),
                    "standing": .string(item.standing),
                    "command": .string(item.command),
                    "arguments": JSONValue(item.arguments),
                    "outcome": .string(item.outcome),
                    "calls": .count(item.calls),
                    "first": .time(item.first, in: zone),
                ])
            }
        )
    }
}
