import ArgumentParser
import BusinessTime
import Configuration
import ControlProtocol
import Ledger
import Reporting
import Support

/// The options for the ledger and the number of rows.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var control: ControlOptions

    @Option(
        help: ArgumentHelp(
            "Read the files of this state directory, and do not ask the daemon.",
            valueName: "path"
        )
    )
    var stateDir: String?

    @Option(help: "Only what is about this ticket.")
    var ticket: String?

    @Option(help: "How many at most, the newest first.")
    var limit = 50

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit \(limit): expected 1 to 100000")
        }
    }

    /// Asks the daemon, or its files if it is not running, and finds the zone of displayed times.
    func read<Result: Decodable & Sendable>(
        _ command: String,
        _ arguments: [String: ControlValue?] = [:],
        as type: Result.Type,
        fromFiles: (LedgerReader) throws -> Result
    ) throws -> (result: Result, zone: ZoneRules, notes: [String]) {
        // A faulty file is reported if it was named; otherwise none is needed.
        let zone = control.config.path == nil ? control.zone : try control.config.read().zone
        if let stateDir { return (try fromFiles(LedgerReader(reaching: stateDir)), zone, []) }
        // More rows than fit into an answer.
        if limit > ControlLimits.rows {
            let state = try control.config.read().state
            return (try fromFiles(LedgerReader(reaching: state)), zone, [])
        }
        var all = arguments
        all["ticket"] = .text(ticket)
        all["limit"] = .integer(Int64(limit))
        let (result, notes) = try control.read(command, all, as: type, fromFiles: fromFiles)
        return (result, zone, notes)
    }
}
