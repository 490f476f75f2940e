import BusinessTime
import Delivery
import Ledger
import Logging
import ServiceLevels
import TicketStore

/// How the ticket store has behaved of late.
struct StoreHealth {
    /// Since when it cannot be read.
    var failingSince: Instant?
    /// What is wrong.
    var message: String?
    /// Whether the administrators have been told of this failure.
    var isTold = false
}

extension Engine {
    /// How long the store may be away before somebody is told.
    static let storeGrace = TimeSpan.minutes(1)
    /// After how long a read that failed is tried again.
    static let storeRetry = TimeSpan.seconds(1)

    /// Opens the store where it is not open.
    ///
    /// - Returns: Whether it can be read.
    func tryStore(now: Instant) -> Bool {
        if store.isOpen { return true }
        do {
            try store.open()
            try resumePosition(now: now)
            if health.failingSince == nil {
                logger.info("the ticket store is open", metadata: ["EVENT": "store_opened"])
            }
            try noticeRecovery(now: now)
            return true
        } catch {
            storeFailed(error, now: now)
            return false
        }
    }

    func storeFailed(_ error: TicketStoreError, now: Instant) {
        if health.message != error.message {
            logger.error(
                "the ticket store cannot be read: \(error)",
                metadata: [
                    "EVENT": error.code == .permissions
                        ? "store_permissions_refused" : "store_unavailable",
                    "SLA_REASON": "\(error.code.rawValue)",
                ]
            )
        }
        let since = health.failingSince ?? now
        health.failingSince = since
        health.message = error.message
        guard !health.isTold, now - since >= Self.storeGrace else { return }
        health.isTold = true
        raiseStoreAlert(error, since: since, now: now)
    }

    /// Ends a failure once a ticket can be read again.
    func noticeRecovery(now: Instant) throws(TicketStoreError) {
        guard let since = health.failingSince else { return }
        // A real read: neither an open file nor its change counter says that tables are free.
        _ = try store.ticket(key: 0)
        logger.notice(
            "the ticket store can be read again, after \((now - since).seconds) s",
            metadata: ["EVENT": "store_recovered"]
        )
        // Hints that came due meanwhile are still there; changes are found by the cursor.
        health = StoreHealth()
    }

    /// When the store stands still, that itself is an alert.
    private func raiseStoreAlert(_ error: TicketStoreError, since: Instant, now: Instant) {
        raise(
            AlertIdentity(
                ticket: "",
                clock: "ticket_store",
                cycle: CycleID(seq: 0, at: since),
                promiseRevision: 0,
                step: "unavailable",
                occurrence: 1
            ),
            name: LocalizedText([
                .chinese: "工单库无法读取：\(error.message)",
                .english: "the ticket store cannot be read: \(error.message)",
            ]),
            since: since,
            now: now
        )
    }
}
