import ArgumentParser
import BusinessTime
import Configuration
import ControlProtocol
import Ledger
import Reporting
import Support

/// `slactl status`.
struct StatusCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the daemon, its channels and its messages stand.",
        discussion: """
            For agents and above. The status is 1 where something is wrong: the ticket store or \
            the ledger cannot be used, a channel is disabled, the last reload was rejected. \
            Where the daemon is not running it says so, shows what its files tell, and the \
            status is 1 too.
            """
    )

    @OptionGroup var control: ControlOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let status: StatusResult
        do {
            status = try control.ask("status", as: StatusResult.self)
        } catch .notRunning(let path) {
            return try down(path)
        } catch .refused(let fault) {
            throw CommandError(fault.message, hint: fault.hint)
        } catch .broken(let message) {
            throw CommandError(message)
        }
        let page = StatusPage(status: status, wall: control.wall)
        return CommandOutput(
            text: format == .json ? page.json.text : page.text,
            code: page.faults.isEmpty ? 0 : 1,
            notes: page.faults
        )
    }

    /// What the files contain, without the daemon.
    private func down(_ path: String) throws -> CommandOutput {
        var files: StatusPage.Files?
        var notes: [String] = []
        do {
            let ledger = try LedgerReader(reaching: control.config.read().state)
            files = try StatusPage.Files(ledger, now: Now.instant)
        } catch {
            notes = ["its files tell nothing either: \(error)"]
        }
        let page = StatusPage.Down(
            socket: path,
            files: files,
            wall: control.wall,
            isGuess: control.isGuess
        )
        let text = format == .json ? page.json.text : page.text
        return CommandOutput(text: text, code: 1, notes: notes)
    }
}
