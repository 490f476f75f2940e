import Foundation
public import Logging

/// Writes each message to the log, and so to the journal.
public struct JournalChannel: Channel {
    private let name: String
    private let logger: Logger

    /// Makes a channel of a name over a logger, its own where none is given.
    public init(name: String, logger: Logger? = nil) {
        self.name = name
        self.logger = logger ?? Logger(label: "channel.\(name)")
    }

    /// One at a time, in order.
    public var parallel: Int { 1 }

    /// The journal.
    public var target: String { "journal" }

    /// Logs a parcel's words, with the fields that `journalctl` can be asked for.
    public func send(_ parcel: Parcel, report: @escaping @Sendable (DeliveryOutcome) -> Void) {
        guard let message = AlertMessage(body: parcel.body) else {
            return report(.unreadable)
        }
        var metadata: Logger.Metadata = [
            "SLA_CHANNEL": "\(name)",
            "SLA_DELIVERY": "\(parcel.id)",
            "SLA_ROLES": "\(message.data.recipients.map(\.role).joined(separator: ","))",
        ]
        metadata["SLA_KIND"] = "\(message.data.kind)"
        if let ticket = message.data.ticket { metadata["SLA_TICKET"] = "\(ticket.id)" }
        if let first = message.data.alerts.first {
            metadata["SLA_CLOCK"] = "\(first.clock)"
            metadata["SLA_RULE"] = "\(first.rule)"
            metadata["SLA_STEP"] = "\(first.step)"
            if let due = first.due { metadata["SLA_DUE"] = "\(due)" }
        }
        logger.notice("\(message.data.text)", metadata: metadata)
        report(.delivered)
    }
}
