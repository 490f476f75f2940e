import GRDBSQLite

extension TicketStoreError {
    /// The meaning of an SQLite result code for a ticket store.
    init(sqlite code: Int32, reason: String, path: String) {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
            self.init(
                .locked,
                "ticket store \(path) is locked by another process",
                hint: "it is tried again by itself; to see who holds it: fuser \(path)"
            )
        case SQLITE_NOTADB, SQLITE_CORRUPT:
            self.init(
                .notADatabase,
                "ticket store \(path) is damaged or no SQLite database: \(reason)",
                hint: "restore it from a backup, then run: slactl store check --store \(path)"
            )
        case SQLITE_CANTOPEN:
            self.init(
                .permissions,
                "ticket store \(path) cannot be opened: \(reason)",
                hint: "check the folder's permissions: slactl store check --store \(path)"
            )
        case SQLITE_PERM, SQLITE_READONLY, SQLITE_AUTH:
            self.init(
                .permissions,
                "ticket store \(path) cannot be written or read by us: \(reason)",
                hint: "check the folder's permissions: slactl store check --store \(path)"
            )
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG:
            self.init(.refused, "ticket store \(path) refuses this: \(reason)")
        default:
            self.init(.system, "ticket store \(path): \(reason) (SQLite code \(code))")
        }
    }
}
