import BusinessTime
import Logging
import ServiceLevels
import TicketStore

/// How the ticket store has behaved of late; a store that stands still is itself an alert.
final class StoreHealth: EngineModule {
    /// How long the store may be away before that is raised.
    static let grace = TimeSpan.minutes(1)
    /// After how long a read that failed is tried again.
    static let retry = TimeSpan.seconds(1)

    private let context: EngineContext
    private let operationalAlerts: OperationalAlerts
    /// Since when it cannot be read; nil if it can.
    private(set) var failingSince: Instant?
    /// What is wrong.
    private(set) var message: String?
    private var isRaised = false

    init(_ context: EngineContext, _ operationalAlerts: OperationalAlerts) {
        self.context = context
        self.operationalAlerts = operationalAlerts
    }

    /// Raises a failure that lasts.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        guard !isRaised, hasFailedForLong(now: now), let since = failingSince, let message else {
            return nil
        }
        isRaised = true
        operationalAlerts.raise(
            AlertIdentity(
                ticket: "",
                clock: "ticket_store",
                cycle: CycleID(seq: 0, at: since),
                promiseRevision: 0,
                step: "unavailable",
                occurrence: 1
            ),
            name: LocalizedText([
                .chinese: "工单库无法读取：\(message)",
                .english: "the ticket store cannot be read: \(message)",
            ]),
            since: since,
            now: now
        )
        return nil
    }

    /// Whether the store has been away for longer than it may.
    func hasFailedForLong(now: Instant) -> Bool {
        failingSince.map { now - $0 >= Self.grace } ?? false
    }

    /// Takes in that the store could not be read.
    func failed(_ error: any Error, now: Instant) {
        let error = error as? TicketStoreError ?? TicketStoreError(.system, "\(error)")
        if message != error.message {
            context.logger.error(
                "the ticket store cannot be read: \(error)",
                metadata: [
                    "EVENT": error.code == .permissions
                        ? "store_permissions_refused" : "store_unavailable",
                    "SLA_REASON": "\(error.code.rawValue)",
                ]
            )
        }
        failingSince = failingSince ?? now
        message = error.message
    }

    /// Ends a failure once a ticket can be read again.
    func noticeRecovery(now: Instant) throws(TicketStoreError) {
        guard let since = failingSince else { return }
        // A real read: neither an open file nor its change counter says that tables are free.
        _ = try context.store.ticket(key: 0)
        context.logger.notice(
            "the ticket store can be read again, after \((now - since).seconds) s",
            metadata: ["EVENT": "store_recovered"]
        )
        // Tickets that came due meanwhile are still scheduled; the cursor finds changes.
        failingSince = nil
        message = nil
        isRaised = false
    }
}
