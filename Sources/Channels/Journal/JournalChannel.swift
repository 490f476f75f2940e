import Dispatch
public import Logging
public import Notifications
import Outlets

/// Writes each message to the log, and so to the journal.
public struct JournalChannel: Channel {
    private let name: String
    private let logger: Logger
    private let outlet: Outlet

    /// How long the journal may take an entry.
    private static let patience = DispatchTimeInterval.seconds(5)

    /// Makes a channel of a name over a logger, its own if none is given.
    public init(name: String, logger: Logger? = nil) {
        self.init(name: name, logger: logger ?? Logger(label: "channel.\(name)"), outlet: .log)
    }

    /// Makes a channel over a logger whose lines leave by an outlet.
    init(name: String, logger: Logger, outlet: Outlet) {
        self.name = name
        self.logger = logger
        self.outlet = outlet
    }

    /// One at a time, in order.
    public var parallel: Int { 1 }

    /// The journal.
    public var target: String { "journal" }

    /// Logs a message's words, with the fields that `journalctl` can be asked for.
    public func send(
        _ outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        guard let message = AlertMessage(body: outgoing.body) else {
            return report(.unreadable)
        }
        var metadata: Logger.Metadata = [
            "SLA_CHANNEL": "\(name)",
            "SLA_DELIVERY": "\(outgoing.id)",
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
        let before = outlet.leftOut
        logger.notice("\(message.data.text)", metadata: metadata)
        // Another line may have been left out meanwhile: then this one is logged twice.
        guard outlet.leftOut == before else { return report(Self.stuck) }
        // Not before it is there: what waits in memory is lost with the process.
        outlet.settle(within: Self.patience) { report($0 ? .delivered : Self.stuck) }
    }

    private static let stuck = DeliveryOutcome.unreachable(reason: "the journal takes no entries")
}
