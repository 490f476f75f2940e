import BusinessTime
import ControlProtocol
import Reporting
import Support

/// `due`: late tickets and the next steps, over all tickets.
struct DueCommand: ControlCommand {
    static let name = "due"
    static let least = AccessRole.supervisor
    static let parameters = ["limit", "within_seconds", "late", "at", "format"]

    private let request: DueReport.Request
    private let format: OutputFormat

    init(_ arguments: Arguments) throws(ControlFault) {
        request = DueReport.Request(
            limit: Int(try arguments.integer("limit", in: 1...10_000) ?? 30),
            within: try arguments.span("within_seconds", longest: .days(3660)),
            isLate: try arguments.flag("late"),
            at: try arguments.instant("at")
        )
        format = try arguments.choice("format", among: OutputFormat.self) ?? .table
    }

    func run(_ call: ControlCall) async throws -> ReportResult {
        ReportResult(text: try await call.reports.due(request, as: format))
    }
}
