public import BusinessTime
import GRDB
public import ServiceLevels

extension Ledger {
    /// Makes a dead letter pending again, with the same message and id.
    ///
    /// - Parameters:
    ///   - name: the delivery's id, or its position in digits.
    ///   - now: the time of the attempt.
    /// - Returns: The delivery to be sent; nil if there is no such dead letter.
    /// - Throws: `LedgerError` if the ledger cannot be written.
    public func redeliver(_ name: String, now: Instant) throws(LedgerError) -> PendingDelivery? {
        try perform { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    UPDATE deliveries SET state = 'pending', next_attempt = ?, patient = ?,
                        finished = NULL
                    WHERE state = 'dead' AND (id = ? OR seq = ?)
                    RETURNING seq, ticket, channel
                    """,
                arguments: [now.milliseconds, now.milliseconds, name, Int64(name)]
            )
            return row.map { PendingDelivery(row: $0, at: now) }
        }
    }

    /// The messages of a ticket that were dropped as obsolete, with their alerts.
    ///
    /// - Returns: Positions and alerts, without all-clears, which are raised anew when due.
    /// - Throws: `LedgerError` if the ledger cannot be read.
    public func lapsed(
        of ticket: String
    ) throws(LedgerError) -> [(seq: Int64, alerts: [AlertIdentity])] {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(AlertIdentity.columns), d.seq
                    FROM deliveries d JOIN delivery_alerts l ON l.delivery = d.seq
                    JOIN alerts a ON a.seq = l.alert
                    WHERE d.ticket = ? AND d.lapsed IS NOT NULL AND d.kind <> 'resolved'
                    ORDER BY d.seq
                    """
            )
            var messages: [(seq: Int64, alerts: [AlertIdentity])] = []
            let rows = try Row.fetchCursor(statement, arguments: [ticket])
            while let row = try rows.next() {
                let seq: Int64 = row[AlertIdentity.columnCount]
                if messages.last?.seq != seq { messages.append((seq, [])) }
                messages[messages.count - 1].alerts.append(AlertIdentity(row: row))
            }
            return messages
        }
    }
}

extension Database {
    /// Makes a message pending that was dropped as obsolete and applies again; the ends of its
    /// breaches are again to come.
    func redeliver(_ seq: Int64, now: Instant) throws -> PendingDelivery? {
        let statement = try cachedStatement(
            sql: """
                UPDATE deliveries SET state = 'pending', next_attempt = :now, patient = :now,
                    finished = NULL, reason = NULL, lapsed = NULL
                WHERE seq = :seq AND lapsed IS NOT NULL RETURNING seq, ticket, channel
                """
        )
        guard
            let row = try Row.fetchOne(
                statement,
                arguments: ["now": now.milliseconds, "seq": seq]
            )
        else { return nil }
        let unended = try cachedStatement(
            sql: """
                UPDATE alerts SET ended = NULL
                WHERE seq IN (SELECT alert FROM delivery_alerts WHERE delivery = ?)
                """
        )
        try unended.execute(arguments: [seq])
        return PendingDelivery(row: row, at: now)
    }
}

extension PendingDelivery {
    /// Reads a row of `seq`, `ticket` and `channel`, to be sent at a moment.
    init(row: Row, at next: Instant) {
        self.init(
            seq: row["seq"],
            ticket: row["ticket"],
            channel: row["channel"],
            nextAttempt: next
        )
    }
}
