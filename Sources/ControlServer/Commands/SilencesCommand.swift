import ControlProtocol
import Ledger

/// `silences`: those in force and to come.
struct SilencesCommand: ControlCommand {
    static let name = "silences"
    static let least = AccessRole.agent
    static let parameters: [String] = []

    init(_ arguments: Arguments) throws(ControlFault) {}

    func run(_ call: ControlCall) async throws -> [SilenceItem] {
        try call.ledger().silences(now: call.now).map(SilenceItem.init)
    }
}
