import ServiceLevels

/// `explain`: what a ticket's deadlines come from.
struct ExplainCommand: ControlCommand {
    static let name = "explain"
    static let least = AccessRole.supervisor
    static let parameters = ["ticket", "at", "all", "language", "format"]

    private let query: ExplainQuery

    init(_ arguments: Arguments) throws(ControlFault) {
        query = ExplainQuery(
            ticket: try arguments.required("ticket"),
            at: try arguments.instant("at"),
            all: try arguments.flag("all"),
            language: try arguments.choice("language", among: Language.self),
            format: try arguments.choice("format", among: ReportFormat.self) ?? .table
        )
    }

    func run(_ call: ControlCall) async throws -> ReportResult {
        try await call.check(ticket: query.ticket)
        return ReportResult(text: try await call.reports.explain(query))
    }
}
