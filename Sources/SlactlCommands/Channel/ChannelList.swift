import ArgumentParser
import Configuration
import Notifications
import Reporting
import ServiceLevels
import Support

/// `slactl channel list`.
struct ChannelList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the channels: where they lead, and which roles they reach.",
        discussion: "Of an address its host is shown and nothing else; of secrets, nothing."
    )

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    private struct Row {
        var name: String
        var type: String
        var host: String?
        var isSigned: Bool?
        var rateLimit: RateLimit?
        var roles: [String]
    }

    func output() throws -> CommandOutput {
        let rows = Self.rows(of: try options.check())
        return CommandOutput(text: format == .json ? Self.json(rows).text : Self.table(rows))
    }

    private static func rows(of configuration: Configuration) -> [Row] {
        configuration.channels.sorted { $0.key < $1.key }.map { name, settings in
            let channel = configuration.makeChannel(name, transport: ExchangeRecorder(nil))
            return Row(
                name: name,
                type: settings.kind,
                host: configuration.host(of: name),
                isSigned: settings.isSigned,
                rateLimit: channel?.rateLimit,
                roles: configuration.routes.roles.filter { $0.value.contains(name) }.keys.sorted()
            )
        }
    }

    private static func table(_ rows: [Row]) -> String {
        if rows.isEmpty { return "no channel is configured" }
        var table = TextTable(["NAME", "TYPE", "HOST", "SIGNED", "ALLOWANCE", "ROLES"])
        for row in rows {
            let rateLimit = row.rateLimit.map {
                let window = $0.window.hoursText()
                return "\($0.messages)/\(window == "1min" ? "min" : window)"
            }
            table.add([
                row.name, row.type, row.host ?? "-", row.isSigned.map { $0 ? "yes" : "no" } ?? "-",
                rateLimit ?? "-", row.roles.isEmpty ? "-" : row.roles.joined(separator: ", "),
            ])
        }
        return table.text
    }

    private static func json(_ rows: [Row]) -> JSONValue {
        .array(
            rows.map { row in
                .record([
                    "name": .string(row.name),
                    "type": .string(row.type),
                    "host": JSONValue(row.host),
                    "signed": row.isSigned.map(JSONValue.bool) ?? .null,
                    "allowance": row.rateLimit.map { rateLimit in
                        .record([
                            "messages": .integer(Int64(rateLimit.messages)),
                            "seconds": .seconds(rateLimit.window),
                        ])
                    } ?? .null,
                    "roles": .texts(row.roles),
                ])
            }
        )
    }
}
