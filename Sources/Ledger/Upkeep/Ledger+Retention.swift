public import BusinessTime
import GRDB

/// What the ledger keeps for a limited time.
public enum Shelf: String, Sendable, CaseIterable {
    /// Settled messages, from that moment.
    case deliveries
    /// Alerts, from their recording.
    case alerts
    /// Acknowledgements, from their expiry.
    case acknowledgements
    /// Silences, from their end.
    case silences
    /// Decisions, from their recording.
    case decisions
    /// Calls of the control socket.
    case audit
    /// Counts of calls, from the last call.
    case callCounts = "call_counts"

    /// The column with the age.
    fileprivate var time: String {
        switch self {
        case .deliveries: "finished"
        case .alerts: "raised"
        case .decisions: "recorded"
        case .acknowledgements: "expires"
        case .silences: "ends"
        case .audit: "at"
        case .callCounts: "last"
        }
    }

    /// The column with the ticket.
    fileprivate var ticket: String {
        switch self {
        case .deliveries, .alerts, .acknowledgements, .decisions: "ticket"
        case .silences, .audit, .callCounts: "''"
        }
    }

    /// The condition under which the ledger itself no longer needs a row.
    fileprivate var isFree: String {
        switch self {
        // An all-clear goes wherever the breach was sent, and of a digest only its members say what
        // it reported.
        case .deliveries:
            """
            state NOT IN ('pending', 'held')
            AND NOT EXISTS (SELECT 1 FROM deliveries m WHERE m.folded_into = r.seq)
            AND NOT EXISTS (SELECT 1 FROM delivery_alerts l JOIN alerts a ON a.seq = l.alert
                WHERE l.delivery = r.seq AND a.ended IS NULL
                AND a.kind IN ('breach', 'escalation') AND a.disposition IN ('raised', 'covered'))
            """
        case .alerts: "NOT EXISTS (SELECT 1 FROM delivery_alerts l WHERE l.alert = r.seq)"
        case .acknowledgements, .decisions, .silences, .audit, .callCounts: "1"
        }
    }
}

/// A row that is older than its retention period.
public struct AgedRow: Sendable, Hashable {
    public var seq: Int64
    /// When it was settled.
    public var at: Instant
    /// The ticket's id; empty if it has none.
    public var ticket: String
    /// Whether the ledger itself no longer needs it.
    public var isFree: Bool
}

extension Ledger {
    /// The rows older than a moment, the oldest first, slice by slice.
    ///
    /// - Parameters:
    ///   - shelf: the kind of rows.
    ///   - cutoff: the moment.
    ///   - last: the last row of the previous slice; nil for the first slice.
    ///   - limit: the maximum number.
    /// - Returns: the rows.
    /// - Throws: `LedgerError` if the ledger cannot be read.
    public func aged(
        _ shelf: Shelf,
        before cutoff: Instant,
        after last: AgedRow?,
        limit: Int
    ) throws(LedgerError) -> [AgedRow] {
        try perform { db in
            let time = shelf.time
            let statement = try db.cachedStatement(
                sql: """
                    SELECT seq, \(time), \(shelf.ticket), \(shelf.isFree)
                    FROM \(shelf.rawValue) r
                    WHERE \(time) IS NOT NULL AND (\(time), seq) > (?, ?) AND \(time) < ?
                    ORDER BY \(time), seq LIMIT ?
                    """
            )
            let arguments: StatementArguments = [
                last?.at.milliseconds ?? .min, last?.seq ?? .min, cutoff.milliseconds, limit,
            ]
            return try Row.fetchAll(statement, arguments: arguments).map { row in
                AgedRow(
                    seq: row[0],
                    at: Instant(milliseconds: row[1]),
                    ticket: row[2],
                    isFree: row[3]
                )
            }
        }
    }

    /// Deletes rows in one transaction.
    public func forget(_ shelf: Shelf, _ seqs: [Int64]) throws(LedgerError) {
        guard !seqs.isEmpty else { return }
        try perform { db in
            try db.inTransaction {
                let links = try db.cachedStatement(
                    sql: "DELETE FROM delivery_alerts WHERE delivery = ?"
                )
                let row = try db.cachedStatement(
                    sql: "DELETE FROM \(shelf.rawValue) WHERE seq = ?"
                )
                for seq in seqs {
                    if shelf == .deliveries { try links.execute(arguments: [seq]) }
                    try row.execute(arguments: [seq])
                }
                return .commit
            }
        }
    }

    /// Returns unused pages to the disk.
    ///
    /// A file made before retention existed does not shrink; its free pages are used again.
    ///
    /// - Parameters:
    ///   - pages: the maximum number.
    ///   - keeping: how many free pages to keep for new rows.
    /// - Returns: Whether more can be returned.
    /// - Throws: `LedgerError` if the ledger cannot be written.
    public func giveBack(pages: Int, keeping: Int) throws(LedgerError) -> Bool {
        try perform { db in
            guard try Int.fetchOne(db, sql: "PRAGMA auto_vacuum") == 2 else { return false }
            let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
            guard free > keeping else { return false }
            try db.execute(sql: "PRAGMA incremental_vacuum(\(min(pages, free - keeping)))")
            return free - pages > keeping
        }
    }
}
