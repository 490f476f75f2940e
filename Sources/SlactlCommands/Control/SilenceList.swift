import ArgumentParser
import BusinessTime
import ControlProtocol
import Ledger
import Reporting
import Support

/// `slactl silence list`.
struct SilenceList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the silences in force and to come.",
        discussion: "For agents and above."
    )

    @OptionGroup var control: ControlOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let now = Now.instant
        let (items, notes) = try control.read("silences", as: [SilenceItem].self) {
            try $0.silences(now: now).map(SilenceItem.init)
        }
        let zone = control.zone
        let text = format == .json ? json(items, zone).text : table(items, control.wall)
        return CommandOutput(text: text, notes: notes)
    }

    /// What a silence matches, in words.
    static func matcher(of item: SilenceItem) -> String {
        let parts: [(String, String?)] = [
            ("ticket", item.ticket), ("clock", item.clock), ("rule", item.rule),
            ("kind", item.kind), ("channel", item.channel),
        ]
        let named = parts.compactMap { name, value in value.map { "\(name) \($0)" } }
        let attributes = item.attributes.sorted { $0.key < $1.key }
            .map { "\($0.key) = \($0.value.joined(separator: " | "))" }
        return (named + attributes).joined(separator: ", ")
    }

    private func table(_ items: [SilenceItem], _ wall: WallText) -> String {
        if items.isEmpty { return "nothing is silenced" }
        var table = TextTable(["ID", "FROM", "UNTIL", "BY", "FOR", "COMMENT"])
        for item in items {
            table.add([
                String(item.id), wall.text(item.begins), wall.text(item.ends), item.author,
                Self.matcher(of: item), item.comment,
            ])
        }
        return table.text
    }

    private func json(_ items: [SilenceItem], _ zone: ZoneRules) -> JSONValue {
        .array(
            items.map { item in
                .record([
                    "id": .integer(item.id),
                    "ticket": JSONValue(item.ticket),
                    "clock": JSONValue(item.clock),
                    "rule": JSONValue(item.rule),
                    "kind": JSONValue(item.kind),
                    "channel": JSONValue(item.channel),
                    "attributes": .record(item.attributes.mapValues { .texts($0) }),
                    "author": .string(item.author),
                    "comment": .string(item.comment),
                    "begins": .time(item.begins, in: zone),
                    "ends": .time(item.ends, in: zone),
                ])
            }
        )
    }
}
