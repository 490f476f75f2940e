import ArgumentParser
import BusinessTime
import Configuration
import ControlProtocol
import Reporting
import ServiceLevels
import Support

/// `slactl explain`.
struct ExplainCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a ticket's deadlines: what was counted, left out, said, and comes next.",
        discussion: """
            Of a clock that began several times only the turns that still run and the last one \
            are shown, unless --all asks for every one. Supervisors who may not read the store \
            are answered by the daemon.
            """
    )

    @Argument(help: "The ticket's id.")
    var ticket: String

    @Option(
        help: "At which moment, by what is recorded now; as \"2026-11-22 10:15\" or with offset."
    )
    var at: String?

    @Flag(help: "Show every turn of every clock.")
    var all = false

    @Option(help: "zh-CN or en; by default the configuration's.")
    var language: Language?

    @OptionGroup var source: TicketSource

    @Option(
        help: ArgumentHelp(
            "The daemon's state directory; by default the one the configuration names.",
            valueName: "path"
        )
    )
    var stateDir: String?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        try source.read { configuration, store in
            let report = try ExplanationReport(
                request(in: configuration.zone),
                configuration: configuration,
                store: store,
                state: stateDir ?? configuration.state,
                now: Now.instant
            )
            do {
                return try report.text(as: format)
            } catch let error as UnwatchedTicket {
                throw CommandError(error.message, hint: error.hint)
            }
        } orAsk: { control in
            let request = try request(in: control.zone)
            return try control.ask(
                "explain",
                [
                    "ticket": .string(ticket), "at": .text(request.at?.iso8601()),
                    "all": .bool(all), "language": .text(language?.rawValue),
                    "format": .string(format.rawValue),
                ],
                as: ReportResult.self
            ).text
        }
    }

    private func request(in zone: ZoneRules) throws -> ExplanationReport.Request {
        ExplanationReport.Request(
            ticket: ticket,
            at: try at.map { try Now.instant(at: $0, in: zone) },
            all: all,
            language: language
        )
    }
}
