import ControlProtocol

/// `unacknowledge`: withdraws an acknowledgement.
struct UnacknowledgeCommand: ControlCommand {
    static let name = "unacknowledge"
    static let least = AccessRole.supervisor
    static let parameters = ["ticket", "clock"]
    static let event = "acknowledgement_ended"

    private let ticket: String
    private let clock: String?

    init(_ arguments: Arguments) throws(ControlFault) {
        ticket = try arguments.required("ticket")
        clock = try arguments.text("clock")
    }

    func run(_ call: ControlCall) async throws -> CountResult {
        let count = try await call.daemon.endAcknowledgements(of: ticket, clock: clock)
        guard count > 0 else {
            let part = clock.map { " on clock '\($0.shortened)'" } ?? ""
            throw ControlFault(
                .notFound,
                "ticket '\(ticket.shortened)' has no acknowledgement in force\(part)",
                hint: "see: slactl ack list"
            )
        }
        return CountResult(count: count)
    }
}
