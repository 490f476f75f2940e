public import BusinessTime
import GRDB
public import ServiceLevels
import Support

extension Ledger {
    /// The steps of a ticket that were raised.
    ///
    /// - Parameters:
    ///   - ticket: the ticket's id.
    ///   - inShadow: whether alerts of shadow mode count too.
    /// - Returns: the steps.
    /// - Throws: `LedgerError` if the ledger cannot be read.
    public func raised(
        ticket: String,
        inShadow: Bool = false
    ) throws(LedgerError) -> RaisedSteps {
        try perform { db in
            var raised = RaisedSteps()
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(AlertIdentity.columns), a.raised, a.ladder,
                        \(Database.isUndone("a")) AS is_undone
                    FROM alerts a WHERE ticket = ? AND (disposition <> 'shadow' OR ?)
                    """
            )
            let rows = try Row.fetchCursor(statement, arguments: [ticket, inShadow])
            while let row = try rows.next() {
                let identity = AlertIdentity(row: row)
                if identity.step == AlertIdentity.correctedStep {
                    raised.noteCorrection(of: identity)
                }
                if row[AlertIdentity.columnCount + 2] { continue }
                raised.insert(
                    identity,
                    at: Instant(milliseconds: row[AlertIdentity.columnCount]),
                    ladder: row[AlertIdentity.columnCount + 1]
                )
            }
            return raised
        }
    }

    /// Records alerts and their messages in one transaction.
    ///
    /// A queued message on the same channel with only lower steps of the same cycles is dropped:
    /// the new one replaces it. An entry whose alerts are all recorded changes nothing.
    ///
    /// - Parameters:
    ///   - outboxEntries: the alerts and messages.
    ///   - inFlight: deliveries being sent, which are left alone.
    ///   - now: the moment of recording.
    /// - Returns: The new deliveries, to be sent, and the positions of those dropped.
    /// - Throws: `LedgerError`; nothing is recorded then.
    public func record(
        _ outboxEntries: [OutboxEntry],
        inFlight: Set<Int64>,
        now: Instant
    ) throws(LedgerError) -> (new: [PendingDelivery], dropped: [Int64]) {
        try perform { db in
            var new: [PendingDelivery] = []
            var dropped: [Int64] = []
            try db.inTransaction {
                new = []
                dropped = []
                for outboxEntry in outboxEntries {
                    for key in outboxEntry.ends.turns {
                        try db.end(key, ticket: outboxEntry.ends.ticket, now: now)
                    }
                    for decided in outboxEntry.decisions { try db.record(decided, now: now) }
                    for seq in outboxEntry.redelivered {
                        if let pending = try db.redeliver(seq, now: now) { new.append(pending) }
                    }
                    let alerts = try db.insert(outboxEntry, now: now)
                    for alert in alerts where alert.identity.step == AlertIdentity.correctedStep {
                        let ticket = alert.identity.ticket
                        dropped += try db.dropUndone(of: ticket, inFlight: inFlight, now: now)
                    }
                    Failpoint.alertsWritten.pass()
                    for delivery in outboxEntry.deliveries {
                        let told = alerts.filter {
                            delivery.tells?.contains($0.identity) ?? true
                        }
                        // An earlier entry had the same alerts.
                        if !outboxEntry.alerts.isEmpty, !told.contains(where: \.isNew) { continue }
                        guard let pending = try db.insert(delivery, alerts: told, now: now)
                        else { continue }
                        new.append(pending)
                        dropped += try db.dropSuperseded(
                            by: pending,
                            for: delivery.recipient,
                            alerts: told,
                            inFlight: inFlight,
                            now: now
                        )
                    }
                }
                // Queued and superseded within this transaction.
                let overtaken = Set(dropped)
                new.removeAll { overtaken.contains($0.seq) }
                Failpoint.messagesWritten.pass()
                return .commit
            }
            Failpoint.messagesCommitted.pass()
            return (new, dropped)
        }
    }

    /// Records changes of deliveries in one transaction.
    ///
    /// Final states do not change, with one exception: a delivery superseded while in flight takes
    /// the result of its attempt.
    public func record(_ changes: [DeliveryChange], now: Instant) throws(LedgerError) {
        try perform { db in
            try db.inTransaction {
                let statement = try db.cachedStatement(
                    sql: """
                        UPDATE deliveries SET state = :state, attempts = attempts + :attempted,
                            next_attempt = coalesce(:next, next_attempt), finished = :finished,
                            held_for = :held_for, held_until = :held_until,
                            -- What is dropped here, rather than for a higher step, is true no more.
                            lapsed = CASE WHEN :state = 'dropped' THEN :finished END,
                            sent = CASE WHEN :unsent THEN NULL ELSE sent END,
                            reason = CASE WHEN state = 'dropped' THEN :reason
                                ELSE coalesce(:reason, reason) END
                        WHERE seq = :seq AND (state IN ('pending', 'held')
                            OR state = 'dropped' AND :attempted AND :finished IS NOT NULL)
                        """
                )
                for change in changes {
                    let isSettled = change.state != .pending && change.state != .held
                    try statement.execute(arguments: [
                        "state": change.state.rawValue, "attempted": change.attempted ? 1 : 0,
                        "next": change.nextAttempt?.milliseconds,
                        "finished": isSettled ? now.milliseconds : nil,
                        "held_for": change.hold?.cause.rawValue,
                        "held_until": change.hold?.until.milliseconds,
                        "unsent": change.isUnsent ? 1 : 0,
                        "reason": change.reason, "seq": change.seq,
                    ])
                }
                Failpoint.outcomesWritten.pass()
                return .commit
            }
            Failpoint.outcomesRecorded.pass()
        }
    }
}
