public import BusinessTime
import GRDB

extension Ledger {
    /// Makes a dead letter pending again: the same message under the same id.
    ///
    /// - Parameters:
    ///   - name: the delivery's id, or its position in digits.
    ///   - now: when it is to be tried.
    /// - Returns: The delivery to be sent; nil where there is no such dead letter.
    /// - Throws: `LedgerError` where the ledger cannot be written.
    public func revive(_ name: String, now: Instant) throws(LedgerError) -> PendingDelivery? {
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
            return row.map { row in
                PendingDelivery(
                    seq: row["seq"],
                    ticket: row["ticket"],
                    channel: row["channel"],
                    nextAttempt: now
                )
            }
        }
    }
}
