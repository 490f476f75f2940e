import ControlProtocol
import Ledger

/// `retry_delivery`: sends a dead letter again under its id.
struct RetryDeliveryCommand: ControlCommand {
    static let name = "retry_delivery"
    static let least = AccessRole.administrator
    static let parameters = ["id"]

    private let id: String

    init(_ arguments: Arguments) throws(ControlFault) {
        id = try arguments.required("id")
    }

    func run(_ call: ControlCall) async throws -> RetryResult {
        guard let delivery = try await call.daemon.retryDelivery(id) else {
            throw ControlFault(
                .notFound,
                "there is no dead letter '\(id.shortened)'",
                hint: "see: slactl deliveries list --state dead"
            )
        }
        return RetryResult(
            seq: delivery.seq,
            ticket: delivery.ticket,
            channel: delivery.channel
        )
    }
}
