public import BusinessTime
import GRDB

/// What the ledger keeps for a time and then lets go.
public enum Shelf: String, Sendable, CaseIterable {
    /// Messages that are settled, from when they were.
    case deliveries
    /// Alerts, from when they were recorded.
    case alerts
    /// Acknowledgements, from when they expired.
    case acknowledgements
    /// Silences, from when they ended.
    case silences
    /// Decisions, from when they were written down.
    case decisions
    /// Calls of the control socket.
    case audit
    /// Counts of calls, from the last of them.
    case callCounts = "call_counts"

    /// The column that tells the age.
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

    /// The column that tells the ticket.
    fileprivate var ticket: String {
        switch self {
        case .deliveries, .alerts, .acknowledgements, .decisions: "ticket"
        case .silences, .audit, .callCounts: "''"
        }
    }

    /// What has to hold for a row to be of no more use to the ledger itself.
    fileprivate var isFree: String {
        switch self {
        // The end of a breach is told wherever the breach was; of a digest only its members are
        // known to have told.
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

/// Something on a shelf that is older than it has to be kept.
public struct AgedRow: Sendable, Hashable {
    /// Its position.
    public var seq: Int64
    /// When it was done with.
    public var at: Instant
    /// The ticket's id; empty where it is of none.
    public var ticket: String
    /// Whether the ledger itself has no more use for it.
    public var isFree: Bool
}

extension Ledger {
    /// What is older than a moment, the oldest first, a slice at a time.
    ///
    /// - Parameters:
    ///   - shelf: what is asked for.
    ///   - cutoff: the moment.
    ///   - last: the last of the slice before; nil for the first one.
    ///   - limit: how many at most.
    /// - Returns: the rows.
    /// - Throws: `LedgerError` where the ledger cannot be read.
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

    /// Lets rows of a shelf go, in one transaction.
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

    /// Gives room that is not used any more back to the disk, so many pages at a time.
    ///
    /// A file that was made before there was retention does not shrink: its room is used again.
    ///
    /// - Parameters:
    ///   - pages: how many at most.
    ///   - keeping: how many free ones are kept for what comes.
    /// - Returns: Whether there is more to give back.
    /// - Throws: `LedgerError` where the ledger cannot be written.
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
