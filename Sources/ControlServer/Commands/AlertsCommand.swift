import ControlProtocol
import Ledger

/// `alerts`: the alerts raised, the newest first.
struct AlertsCommand: ControlCommand {
    static let name = "alerts"
    static let least = AccessRole.agent
    static let parameters = ["ticket", "limit"]

    private let ticket: String?
    private let limit: Int

    init(_ arguments: Arguments) throws(ControlFault) {
        ticket = try arguments.text("ticket")
        limit = try arguments.limit()
    }

    func run(_ call: ControlCall) async throws -> [AlertItem] {
        try call.ledger().alerts(ticket: ticket, limit: limit).map(AlertItem.init)
    }
}
