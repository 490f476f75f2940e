import BusinessTime
import ControlProtocol
import Ledger
import ServiceLevels
import Support

/// A call with its caller and the daemon that answers it.
struct ControlCall: Sendable {
    var caller: String
    var now: Instant
    var daemon: any ControlledDaemon
    var facts: DaemonFacts
    /// Makes long reports.
    var reports: any ReportSource
    /// Reads the configuration again; returns the faults if it is rejected.
    var reload: @Sendable () async -> [String]

    /// A reader of the ledger, so that a long list does not delay the engine.
    func ledger() throws -> LedgerReader { try LedgerReader(directory: facts.state) }

    /// Rejects an unknown name and suggests the nearest.
    func check(
        _ name: String?,
        _ kind: String,
        among known: [String]
    ) throws(ControlFault) {
        guard let name, !known.contains(name) else { return }
        let nearest = nearestName(to: name, in: known).map { "did you mean '\($0)'?" }
        let all = known.isEmpty ? nil : "there are: " + known.joined(separator: ", ")
        throw ControlFault(
            .notFound,
            "there is no \(kind) '\(name.shortened)'",
            hint: nearest ?? all
        )
    }

    /// Rejects a ticket unknown to the store; accepts any if the store cannot be read.
    func check(ticket: String) async throws(ControlFault) {
        guard await daemon.knows(ticket: ticket) == false else { return }
        throw ControlFault(
            .notFound,
            "there is no ticket '\(ticket.shortened)'",
            hint: "see: slactl ticket list"
        )
    }
}

/// A command of the control socket.
protocol ControlCommand: Sendable {
    static var name: String { get }
    /// The role required.
    static var least: AccessRole { get }
    /// The names of its arguments.
    static var parameters: [String] { get }
    /// Arguments with people's own words, which are masked in the audit trail.
    static var freeText: [String] { get }
    /// The journal event of the command.
    static var event: String { get }

    associatedtype Output: Encodable & Sendable

    init(_ arguments: Arguments) throws(ControlFault)

    func run(_ call: ControlCall) async throws -> Output
}

extension ControlCommand {
    static var freeText: [String] { [] }
    static var event: String { "control_called" }
}
