import ControlProtocol
import Ledger

/// `acknowledgements`: those in force.
struct AcknowledgementsCommand: ControlCommand {
    static let name = "acknowledgements"
    static let least = AccessRole.agent
    static let parameters: [String] = []

    init(_ arguments: Arguments) throws(ControlFault) {}

    func run(_ call: ControlCall) async throws -> [AcknowledgementItem] {
        try call.ledger().acknowledgements(now: call.now).map(AcknowledgementItem.init)
    }
}
