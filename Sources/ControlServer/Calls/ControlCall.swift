import BusinessTime
import ControlProtocol
import Ledger
import ServiceLevels
import Support

/// A call on its way to being answered: who asks, when, and of whom.
struct ControlCall: Sendable {
    /// The caller's name.
    var caller: String
    var now: Instant
    var daemon: any ControlledDaemon
    var facts: DaemonFacts
    /// Makes long reports.
    var reports: any ReportSource
    /// Reads the configuration again; the faults where it is rejected.
    var reload: @Sendable () async -> [String]

    /// The ledger as readers see it, so that a long list does not keep the engine waiting.
    func ledger() throws -> LedgerReader { try LedgerReader(directory: facts.state) }

    /// Refuses a name that is not among those known, with the nearest.
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

    /// Refuses a ticket that the store does not have; where it cannot be read, any will do.
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
    /// What is called.
    static var name: String { get }
    /// Who may.
    static var least: AccessRole { get }
    /// The names of its arguments.
    static var parameters: [String] { get }
    /// Those of them that people fill with words of their own, and therefore are masked.
    static var freeText: [String] { get }
    /// The kind of event it is in the journal.
    static var event: String { get }

    associatedtype Output: Encodable & Sendable

    init(_ arguments: Arguments) throws(ControlFault)

    func run(_ call: ControlCall) async throws -> Output
}

extension ControlCommand {
    static var freeText: [String] { [] }
    static var event: String { "control_called" }
}
