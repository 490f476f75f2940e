import ArgumentParser
import Configuration
import Reporting
import Support

/// `slactl duty`.
struct DutyCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "duty",
        abstract: "Show who is on duty, until when, and who is next.",
        discussion: """
            Roles that rosters decide are shown with whoever has them now, as for a ticket that \
            names nobody itself.
            """
    )

    @Option(help: "At which moment; now by default.")
    var at: String?

    @Option(help: "Show the shifts of so many days.")
    var days: Int?

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        if let days, !(1...366).contains(days) {
            throw ValidationError("--days \(days): expected 1 to 366")
        }
    }

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        let now = try Now.instant(at: at, in: configuration.zone)
        let duties = Duties(configuration: configuration, now: now, days: days)
        return CommandOutput(text: format == .json ? duties.json.text : duties.text)
    }
}
