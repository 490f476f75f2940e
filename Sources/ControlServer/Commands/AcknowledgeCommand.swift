import BusinessTime
import ControlProtocol
import Ledger
import ServiceLevels
import Support
import Watchdog

/// `acknowledge`: somebody takes care of a ticket.
struct AcknowledgeCommand: ControlCommand {
    static let name = "acknowledge"
    static let least = AccessRole.supervisor
    static let parameters = ["ticket", "clock", "seconds", "note"]
    static let freeText = ["note"]
    static let event = "acknowledged"

    /// The duration by default.
    static let usual = TimeSpan.hours(4)
    /// The maximum duration.
    static let longest = TimeSpan.days(7)

    private let ticket: String
    private let clock: String?
    private let span: TimeSpan
    private let note: String

    init(_ arguments: Arguments) throws(ControlFault) {
        ticket = try arguments.required("ticket")
        clock = try arguments.text("clock")
        span = try arguments.span("seconds", longest: Self.longest) ?? Self.usual
        note = try arguments.text("note", limit: 1000) ?? ""
    }

    func run(_ call: ControlCall) async throws -> AcknowledgementItem {
        try await call.check(ticket: ticket)
        if let clock {
            try call.check(clock, "clock", among: await call.daemon.vocabulary().clocks)
        }
        let acknowledgement = Acknowledgement(
            ticket: ticket,
            clock: clock,
            by: call.caller,
            note: ContactMask.masked(note),
            at: call.now,
            expires: call.now + span
        )
        return AcknowledgementItem(try await call.daemon.acknowledge(acknowledgement))
    }
}
