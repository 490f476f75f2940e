package import Reporting
import Support

/// Makes reports for callers of the control socket.
///
/// A report may read every open ticket, so it must not delay the engine or other calls.
package protocol ReportSource: Sendable {
    /// Late tickets and the next steps.
    func due(_ request: DueReport.Request, as format: OutputFormat) async throws -> String

    /// The origin of a ticket's deadlines.
    func explain(
        _ request: ExplanationReport.Request,
        as format: OutputFormat
    ) async throws -> String
}
