public import BusinessTime
import GRDB

/// When to evaluate closed tickets, which full passes leave out.
extension Ledger {
    /// The closed tickets to evaluate, by id.
    ///
    /// - Throws: `LedgerError` if the ledger cannot be read.
    public func closedLooks() throws(LedgerError) -> [String: Instant] {
        try perform { db in
            let rows = try Row.fetchAll(db, sql: "SELECT ticket, at FROM closed_looks")
            return Dictionary(
                uniqueKeysWithValues: rows.map { ($0[0], Instant(milliseconds: $0[1])) }
            )
        }
    }

    /// Records in one transaction when to evaluate tickets, nil for never, and the position reached
    /// in the store's log.
    ///
    /// - Throws: `LedgerError`; nothing is recorded then.
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

    /// The name of the note with the position in the store's log.
    public static let positionNote = "store_position"
}
