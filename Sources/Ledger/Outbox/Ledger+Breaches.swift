import BusinessTime
import GRDB
public import ServiceLevels

extension Ledger {
    /// The cycles of a ticket whose breach was raised and whose end is not recorded.
    public func unendedBreaches(of ticket: String) throws(LedgerError) -> [CycleKey] {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT DISTINCT ticket, clock, cycle_seq, cycle_at, term, '' AS step,
                        0 AS occurrence
                    FROM alerts
                    WHERE ticket = ? AND ended IS NULL AND kind IN ('breach', 'escalation')
                        AND disposition IN ('raised', 'covered')
                    """
            )
            let rows = try Row.fetchCursor(statement, arguments: [ticket])
            var keys: [CycleKey] = []
            while let row = try rows.next() { keys.append(CycleKey(AlertIdentity(row: row))) }
            return keys
        }
    }

    /// The tickets with such cycles, in order.
    ///
    /// - Parameters:
    ///   - last: the last ticket of the previous slice; empty for the first slice.
    ///   - limit: the maximum number.
    /// - Returns: their ids.
    /// - Throws: `LedgerError` if the ledger cannot be read.
    public func ticketsOfUnendedBreaches(
        after last: String,
        limit: Int
    ) throws(LedgerError) -> [String] {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT DISTINCT ticket FROM alerts
                    WHERE ended IS NULL AND kind IN ('breach', 'escalation')
                        AND disposition IN ('raised', 'covered') AND ticket > ?
                    ORDER BY ticket LIMIT ?
                    """
            )
            return try String.fetchAll(statement, arguments: [last, limit])
        }
    }

    /// The messages that reported a cycle's breach, in whatever state.
    ///
    /// - Returns: Each with its state, and whether it reports something else too; a bundled message
    ///   has the state of its digest.
    public func messages(
        ofBreach key: CycleKey,
        ticket: String
    ) throws(LedgerError) -> [(record: DeliveryRecord, tellsMore: Bool)] {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(DeliveryRecord.columns), coalesce(f.state, d.state) AS real_state,
                        coalesce(f.seq, d.seq) AS real_seq, f.seq IS NOT NULL OR 1 < (
                            SELECT count(*) FROM delivery_alerts t WHERE t.delivery = d.seq
                        ) AS tells_more
                    FROM deliveries d LEFT JOIN deliveries f ON f.seq = d.folded_into
                    WHERE d.ticket = ? AND EXISTS (
                        SELECT 1 FROM delivery_alerts l JOIN alerts a ON a.seq = l.alert
                        WHERE l.delivery = d.seq AND a.clock = ? AND a.cycle_seq = ?
                            AND a.cycle_at = ? AND a.term = ?
                            AND a.kind IN ('breach', 'escalation'))
                    ORDER BY d.seq
                    """
            )
            let arguments: StatementArguments = [
                ticket, key.clock, key.cycle.seq, key.cycle.at.milliseconds,
                key.promiseRevision,
            ]
            return try Row.fetchAll(statement, arguments: arguments).map { row in
                var record = DeliveryRecord(row: row)
                record.state = DeliveryState(rawValue: row["real_state"]) ?? record.state
                record.seq = row["real_seq"]
                return (record, row["tells_more"])
            }
        }
    }

    /// Withdraws the end of a breach: its clock runs again and nobody was notified.
    public func reopen(_ key: CycleKey, ticket: String) throws(LedgerError) {
        try perform { db in
            try db.execute(
                sql: """
                    UPDATE alerts SET ended = NULL WHERE ticket = ? AND clock = ?
                        AND cycle_seq = ? AND cycle_at = ? AND term = ?
                        AND kind IN ('breach', 'escalation')
                    """,
                arguments: [
                    ticket, key.clock, key.cycle.seq, key.cycle.at.milliseconds,
                    key.promiseRevision,
                ]
            )
        }
    }

    /// How often the end of a cycle's breach was reported; a reopened ticket may have several.
    public func timesEnded(_ key: CycleKey, ticket: String) throws(LedgerError) -> Int {
        try perform { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT max(occurrence) FROM alerts
                    WHERE ticket = ? AND clock = ? AND cycle_seq = ? AND cycle_at = ?
                        AND term = ? AND kind = 'resolved'
                    """,
                arguments: [
                    ticket, key.clock, key.cycle.seq, key.cycle.at.milliseconds,
                    key.promiseRevision,
                ]
            ) ?? 0
        }
    }
}

extension Database {
    /// Records that a breach is over.
    func end(_ key: CycleKey, ticket: String, now: Instant) throws {
        let statement = try cachedStatement(
            sql: """
                UPDATE alerts SET ended = ? WHERE ticket = ? AND clock = ? AND cycle_seq = ?
                    AND cycle_at = ? AND term = ? AND ended IS NULL
                """
        )
        try statement.execute(arguments: [
            now.milliseconds, ticket, key.clock, key.cycle.seq, key.cycle.at.milliseconds,
            key.promiseRevision,
        ])
    }
}
