package import Reporting
import Support

/// Makes reports for whoever asks over the control socket.
///
/// A report may read every open ticket: whoever makes it must not keep the engine waiting, nor
/// other calls.
package protocol ReportSource: Sendable {
    /// What is late and what comes next.
    func due(_ request: DueReport.Request, as format: OutputFormat) async throws -> String

    /// What a ticket's deadlines come from.
    func explain(
        _ request: ExplanationReport.Request,
        as format: OutputFormat
    ) async throws -> String
}
