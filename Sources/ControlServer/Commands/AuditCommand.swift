import ControlProtocol
import Ledger

/// `audit`: the calls, the newest first.
struct AuditCommand: ControlCommand {
    static let name = "audit"
    static let least = AccessRole.supervisor
    static let parameters = ["limit"]

    private let limit: Int

    init(_ arguments: Arguments) throws(ControlFault) {
        limit = try arguments.limit()
    }

    func run(_ call: ControlCall) async throws -> [AuditItem] {
        try AuditItem.newest(limit, of: call.ledger())
    }
}
