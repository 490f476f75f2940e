import ArgumentParser
import TicketStore

/// `slactl store check`.
struct StoreCheckCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Look over a store: permissions, version, triggers, zone, damage.",
        discussion: "Ends with status 1 where something is wrong; warnings alone end with 0."
    )

    @OptionGroup var options: StoreOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let check = StoreCheck(path: options.path)
        return CommandOutput(text: text(check.findings), code: check.hasErrors ? 1 : 0)
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
