import Control

/// Answers with what was asked for.
struct FakeReports: ReportSource {
    func due(_ query: DueQuery) async throws -> String {
        if query.limit == 13 { throw ControlFault(.tooMany, "too many reports") }
        return "\(query)"
    }

    func explain(_ query: ExplainQuery) async throws -> String { "\(query)" }
}
