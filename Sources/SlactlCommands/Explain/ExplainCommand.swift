import ArgumentParser
import BusinessTime
import Configuration
import ServiceLevels
import TicketStore

/// `slactl explain`.
struct ExplainCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a ticket's deadlines: what was counted, left out, said, and comes next.",
        discussion: """
            Of a clock that began several times only the turns that still run and the last one \
            are shown, unless --all asks for every one.
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
        let (configuration, store) = try source.open()
        guard let found = try store.ticket(id: ticket) else {
            throw TicketStoreError.noTicket(ticket)
        }
        let now = try Now.instant(at: at, in: configuration.zone)
        let known = at == nil ? found : found.known(at: now)
        let language = language ?? configuration.language
        // Programs read one language, whichever people read.
        let choice = PolicyChoice(
            known,
            in: configuration,
            language: format == .json ? .english : language
        )
        guard let policy = choice.source else {
            let trials = choice.trials.map { "\($0.policy) is for \($0.reason)" }
            throw CommandError(
                "no policy is in force for ticket '\(ticket)'",
                hint: trials.joined(separator: "; ")
            )
        }
        let explanation = Explanation(
            ticket: known,
            choice: choice,
            source: policy,
            configuration: configuration,
            raised: RaisedAlerts(ticket: ticket, directory: stateDir ?? configuration.state),
            now: now,
            showsAll: all
        )
        switch format {
        case .json: return CommandOutput(text: explanation.json.text)
        case .table:
            let page = ExplanationPage(explanation: explanation, language: language)
            return CommandOutput(text: page.text)
        }
    }
}
