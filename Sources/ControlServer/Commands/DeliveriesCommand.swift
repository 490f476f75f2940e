import ControlProtocol
import Ledger

/// `deliveries`: the messages and their states, the newest first.
struct DeliveriesCommand: ControlCommand {
    static let name = "deliveries"
    static let least = AccessRole.agent
    static let parameters = ["ticket", "state", "limit"]

    private let ticket: String?
    private let state: DeliveryState?
    private let limit: Int

    init(_ arguments: Arguments) throws(ControlFault) {
        ticket = try arguments.text("ticket")
        limit = try arguments.limit()
        state = try arguments.choice("state", among: DeliveryState.self)
    }

    func run(_ call: ControlCall) async throws -> DeliveriesResult {
        try DeliveriesResult(call.ledger(), ticket: ticket, state: state, limit: limit)
    }
}
