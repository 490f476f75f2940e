import ArgumentParser
import BusinessTime
import Configuration
import ControlProtocol
import Glibc
import Ledger
import Reporting
import TicketStoreAdmin

/// The options for the daemon's socket.
struct ControlOptions: ParsableArguments {
    @OptionGroup var config: ConfigOptions

    @Option(
        help: ArgumentHelp(
            "The daemon's control socket.",
            discussion: """
                Without it: the environment's SLAWATCH_SOCKET, then the one the configuration names.
                """,
            valueName: "path"
        )
    )
    var socket: String?

    /// The socket to use.
    ///
    /// A faulty configuration must not keep anybody from reloading it.
    var path: String {
        if let socket { return socket }
        if let variable = getenv("SLAWATCH_SOCKET"), variable.pointee != 0 {
            return String(cString: variable)
        }
        return Configuration.controlSocket(inFile: config.file) ?? ControlSettings.defaultSocket
    }

    /// Whether neither options nor files name a socket.
    var isGuess: Bool {
        socket == nil && getenv("SLAWATCH_SOCKET").map({ $0.pointee == 0 }) ?? true
            && Configuration.controlSocket(inFile: config.file) == nil
    }

    /// The zone of displayed times.
    var zone: ZoneRules {
        configuredZone ?? (try? ZoneRules(named: SystemTime.zoneName())) ?? .utc
    }

    /// Formats times in that zone, with its name if it is not the configured one.
    var wall: WallText { WallText(zone: zone, isNamed: configuredZone == nil) }

    private var configuredZone: ZoneRules? {
        (try? config.read().zone) ?? Configuration.zone(inFile: config.file)
    }

    /// Has the daemon execute a command.
    func call<Result: Decodable & Sendable>(
        _ command: String,
        _ arguments: [String: ControlValue?] = [:],
        as type: Result.Type
    ) throws -> Result {
        do {
            return try ask(command, arguments, as: type)
        } catch .notRunning(let path) {
            throw CommandError(
                isGuess
                    ? "nobody listens on \(path), and \(config.file), which may name another socket, "
                        + "cannot be read"
                    : "slawatchd is not running: nobody listens on \(path)",
                hint: isGuess
                    ? "name the socket with --socket" : "see: systemctl status slawatchd"
            )
        } catch .refused(let fault) {
            throw CommandError(fault.message, hint: fault.hint)
        } catch .broken(let message) {
            throw CommandError(message)
        }
    }

    /// Calls the daemon and distinguishes why it does not answer.
    func ask<Result: Decodable & Sendable>(
        _ command: String,
        _ arguments: [String: ControlValue?] = [:],
        as type: Result.Type
    ) throws(ControlClientError) -> Result {
        try ControlClient(path: path).call(command, arguments.compactMapValues(\.self), as: type)
    }

    /// Asks the daemon; if it is not running, reads its files.
    ///
    /// - Returns: The result, and a note if it is from the files.
    func read<Result: Decodable & Sendable>(
        _ command: String,
        _ arguments: [String: ControlValue?] = [:],
        as type: Result.Type,
        fromFiles: (LedgerReader) throws -> Result
    ) throws -> (result: Result, notes: [String]) {
        do {
            return (try ask(command, arguments, as: type), [])
        } catch .notRunning(let path) {
            let state = try config.read().state
            let ledger: LedgerReader
            do {
                ledger = try LedgerReader(reaching: state)
            } catch {
                throw CommandError(
                    "slawatchd is not running (nobody listens on \(path)), and \(error.message)",
                    hint: error.hint
                )
            }
            let result = try fromFiles(ledger)
            return (result, ["slawatchd is not running; read from \(state)/state.db"])
        } catch .refused(let fault) {
            throw CommandError(fault.message, hint: fault.hint)
        } catch .broken(let message) {
            throw CommandError(message)
        }
    }
}

extension ControlValue {
    /// A text, or nil.
    static func text(_ text: String?) -> ControlValue? { text.map(ControlValue.string) }
}
