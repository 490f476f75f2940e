public import BusinessTime
import GRDB

/// When to look at tickets that are closed: no full pass reads them.
extension Ledger {
    /// The closed tickets that are to be looked at, by their ids.
    ///
    /// - Throws: `LedgerError` where the ledger cannot be read.
    public func closedLooks() throws(LedgerError) -> [String: Instant] {
        try perform { db in
            let rows = try Row.fetchAll(db, sql: "SELECT ticket, at FROM closed_looks")
            return Dictionary(
                uniqueKeysWithValues: rows.map { ($0[0], Instant(milliseconds: $0[1])) }
            )
        }
    }

    /// Notes when tickets are to be looked at, nil for never, and how far the store's log has been
    /// followed, in one transaction.
    ///
    /// - Throws: `LedgerError`; nothing is noted then.
    public func keep(
        closedLooks looks: [String: Instant?],
        position: String?
    ) throws(LedgerError) {
        try perform { db in
            try db.inTransaction {
                for (ticket, at) in looks {
                    if let at {
                        try db.execute(
                            sql: "INSERT OR REPLACE INTO closed_looks VALUES (?, ?)",
                            arguments: [ticket, at.milliseconds]
                        )
                    } else {
                        try db.execute(
                            sql: "DELETE FROM closed_looks WHERE ticket = ?",
                            arguments: [ticket]
                        )
                    }
                }
                if let position {
                    try db.execute(
                        sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                        arguments: [Self.positionNote, position]
                    )
                }
                return .commit
            }
        }
    }

    /// The name of the note that says how far the store's log has been followed.
    public static let positionNote = "store_position"
}
