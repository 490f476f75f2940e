import ArgumentParser
import Configuration
import Glibc
import Reporting
import Support

/// `slactl config check`.
struct ConfigCheck: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration and print what it comes to.",
        discussion: """
            Every fault is printed as file:line:column: key: message, and the status is 1. \
            Secrets in files are read and checked, credentials of the service are not. Where the \
            store can be read, conditions are held to its columns. Root may read everything: for \
            root it is checked that the service's user may read the secrets too.
            """
    )

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        do {
            let configuration = try options.check()
            let user = geteuid() == 0 ? ServiceUser.installed() : nil
            // Root may read everything, the service may not.
            if let user { try configuration.checkSecrets { user.obstacle(to: $0) } }
            let summary = ConfigSummary(
                configuration: configuration,
                file: options.file,
                now: Now.instant
            )
            return CommandOutput(
                text: format == .json ? summary.json.text : summary.text,
                notes: user.map { ["secrets in files are checked for user \($0.name)"] } ?? []
            )
        } catch {
            let text = format == .json ? json(error.issues).text : error.description
            return CommandOutput(text: text, code: 1)
        }
    }

    private func json(_ issues: [ConfigurationError.Issue]) -> JSONValue {
        .record([
            "file": .string(options.file),
            "valid": .bool(false),
            "issues": .array(
                issues.map { issue in
                    .record([
                        "file": .string(issue.file),
                        "line": issue.line.map { .integer(Int64($0)) } ?? .null,
                        "column": issue.column.map { .integer(Int64($0)) } ?? .null,
                        "key": .string(issue.key),
                        "message": .string(issue.message),
                    ])
                }
            ),
        ])
    }
}
