import ArgumentParser
import Configuration
import Reporting
import Support
import TicketStoreAdmin

/// `slactl store check`.
struct StoreCheckCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look over a store: permissions, version, triggers, zone, damage.",
        discussion: "Ends with status 1 where something is wrong; warnings alone end with 0."
    )

    @OptionGroup var options: StoreOptions

    @Option(
        help: ArgumentHelp(
            "The configuration whose policies and people the tickets' words are held against.",
            discussion: "Without it: the usual one, where it is there and names this store.",
            valueName: "path"
        )
    )
    var config: String?

    @Flag(
        help: ArgumentHelp(
            "Mend what can be: an older version's triggers, closed_at that contradicts the status.",
            discussion: "Without it nothing is changed."
        )
    )
    var fix = false

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let mended = fix ? try StoreWriter.mend(path: options.path) : []
        let check = StoreCheck(path: options.path)
        let findings =
            mended.map { StoreCheck.Finding(.fine, "mended: \($0)") }
            + check.findings + (check.hasErrors ? [] : try words())
        return CommandOutput(text: text(findings), code: check.hasErrors ? 1 : 0)
    }

    /// The words in tickets that the configuration does not know; empty without one.
    private func words() throws -> [StoreCheck.Finding] {
        let configuration: Configuration
        if let config {
            configuration = try ConfigOptions.read(config)
        } else {
            guard let usual = try? ConfigOptions.read(ConfigOptions.standardPath),
                usual.store == options.path
            else { return [] }
            configuration = usual
        }
        return try UnknownWordsFindings(
            path: options.path,
            configuration: configuration,
            now: Now.instant
        ).findings
    }

    private func text(_ findings: [StoreCheck.Finding]) -> String {
        switch format {
        case .json:
            return JSONValue.array(
                findings.map { finding in
                    .object([
                        .init("severity", .string(finding.severity.rawValue)),
                        .init("message", .string(finding.message)),
                        .init("hint", JSONValue(finding.hint)),
                    ])
                }
            ).text
        case .table:
            return findings.map { finding in
                let line = "\(finding.severity.rawValue): \(finding.message)"
                return finding.hint.map { "\(line)\n  hint: \($0)" } ?? line
            }.joined(separator: "\n")
        }
    }
}
