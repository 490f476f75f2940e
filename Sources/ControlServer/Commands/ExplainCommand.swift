import ControlProtocol
import Reporting
import ServiceLevels
import Support

/// `explain`: the origin of a ticket's deadlines.
struct ExplainCommand: ControlCommand {
    static let name = "explain"
    static let least = AccessRole.supervisor
    static let parameters = ["ticket", "at", "all", "language", "format"]

    private let request: ExplanationReport.Request
    private let format: OutputFormat

    init(_ arguments: Arguments) throws(ControlFault) {
        request = ExplanationReport.Request(
            ticket: try arguments.required("ticket"),
            at: try arguments.instant("at"),
            all: try arguments.flag("all"),
            language: try arguments.choice("language", among: Language.self)
        )
        format = try arguments.choice("format", among: OutputFormat.self) ?? .table
    }

    func run(_ call: ControlCall) async throws -> ReportResult {
        try await call.check(ticket: request.ticket)
        return ReportResult(text: try await call.reports.explain(request, as: format))
    }
}
