import ArgumentParser
import BusinessTime
import Configuration
import ControlProtocol
import Reporting
import ServiceLevels
import Support

/// `slactl due`.
struct DueCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List what is late and what comes next, over all tickets.",
        discussion: """
            Late ones come first, those late for longest at the top; a late one stands with its \
            missed deadline and the highest step reached, any other with its next step. Of \
            closed tickets those count that were closed in the last 30 days or had something \
            happen of late: a confirmation may be missing, a customer dissatisfied. Supervisors \
            who may not read the store are answered by the daemon.
            """
    )

    @OptionGroup var source: TicketSource

    @Option(help: "How many at most.")
    var limit = 30

    @Option(help: "Only what comes within so long, such as 4h; what is late comes anyway.")
    var within: String?

    @Flag(name: .customLong("late"), help: "Only what is late.")
    var isLate = false

    @Option(help: "At which moment, by what is recorded now; now by default.")
    var at: String?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit \(limit): expected 1 to 10000")
        }
        if isLate, within != nil { throw ValidationError("--late and --within exclude each other") }
        _ = try span()
    }

    func output() throws -> CommandOutput {
        try source.read { configuration, store in
            let report = try DueReport(
                request(in: configuration.zone),
                configuration: configuration,
                store: store,
                now: Now.instant
            )
            return report.text(as: format)
        } orAsk: { control in
            let request = try request(in: control.zone)
            return try control.ask(
                "due",
                [
                    "limit": .integer(Int64(limit)),
                    "within_seconds": request.within.map { .integer($0.seconds) },
                    "late": .bool(isLate), "at": .text(request.at?.iso8601()),
                    "format": .string(format.rawValue),
                ],
                as: ReportResult.self
            ).text
        }
    }

    private func request(in zone: ZoneRules) throws -> DueReport.Request {
        DueReport.Request(
            limit: limit,
            within: try span(),
            isLate: isLate,
            at: try at.map { try Now.instant(at: $0, in: zone) }
        )
    }

    private func span() throws -> TimeSpan? {
        guard let within else { return nil }
        do {
            guard case .time(let span) = try CalendarAmount.parse(within) else {
                throw ValidationError("--within \(within): expected a length of time such as 4h")
            }
            return span
        } catch let error as CommandError {
            throw ValidationError("--within: \(error)")
        }
    }
}
