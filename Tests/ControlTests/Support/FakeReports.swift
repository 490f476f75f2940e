import ControlProtocol
import ControlServer
import Reporting
import Support

/// Answers with what was asked for.
struct FakeReports: ReportSource {
    func due(_ request: DueReport.Request, as format: OutputFormat) async throws -> String {
        if request.limit == 13 { throw ControlFault(.tooMany, "too many reports") }
        return "\(request) \(format)"
    }

    func explain(
        _ request: ExplanationReport.Request,
        as format: OutputFormat
    ) async throws -> String { "\(request) \(format)" }
}
