import ArgumentParser
import Configuration
import Reporting
import Support

/// `slactl policy show`.
struct PolicyShow: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the rules of a policy, row by row.",
        discussion: """
            What the standard leaves open and we chose is marked with † and named: these are \
            defaults, to be changed in the policy's file.
            """
    )

    @Argument(help: "The policy's id; all of them without it.")
    var name: String?

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        let sources = try configuration.policies(named: name)
        switch format {
        case .json:
            let pages = sources.map { PolicyRecord(language: configuration.language).json($0) }
            return CommandOutput(text: JSONValue.array(pages).text)
        case .table:
            let pages = sources.map { PolicyPage(language: configuration.language).text($0) }
            return CommandOutput(text: pages.joined(separator: "\n\n"))
        }
    }
}
