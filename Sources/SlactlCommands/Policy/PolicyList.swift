import ArgumentParser
import Configuration
import Reporting
import ServiceLevels
import Support

/// `slactl policy list`.
struct PolicyList: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the policies in the order in which they are tried."
    )

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        switch format {
        case .json: return CommandOutput(text: json(configuration).text)
        case .table: return CommandOutput(text: table(configuration))
        }
    }

    private func table(_ configuration: Configuration) -> String {
        var table = TextTable(["ID", "NAME", "CLOCKS", "NOTICES", "TICKETS", "FILE"])
        for (source, entry) in zip(configuration.policySources, configuration.policies.entries) {
            let policy = source.policy
            table.add([
                policy.id, policy.name.text(in: configuration.language),
                String(policy.clocks.count), String(policy.notices.count), entry.when.text,
                source.file,
            ])
        }
        return table.text
    }

    private func json(_ configuration: Configuration) -> JSONValue {
        .array(
            zip(configuration.policySources, configuration.policies.entries).map { source, entry in
                .record([
                    "id": .string(source.policy.id),
                    "name": .string(source.policy.name.text(in: configuration.language)),
                    "clocks": .texts(source.policy.clocks.map(\.id)),
                    "notices": .texts(source.policy.notices.map(\.id)),
                    "tickets": .string(entry.when.text),
                    "file": .string(source.file),
                ])
            }
        )
    }
}
