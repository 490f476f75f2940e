public import BusinessTime
import GRDB

/// A call of the control socket: who asked for what, and the outcome (S1-11).
public struct AuditEntry: Sendable, Hashable {
    /// Its position; 0 before it is recorded.
    public var seq: Int64
    public var at: Instant
    /// The caller's user id, from the kernel.
    public var uid: UInt32
    /// The user's name; the number if there is no such user.
    public var name: String
    /// The caller's role: agent, supervisor, administrator or stranger.
    public var standing: String
    public var command: String
    /// Its arguments as JSON.
    public var arguments: String
    /// `ok`, or the code of the refusal or fault.
    public var outcome: String

    public init(
        seq: Int64 = 0,
        at: Instant,
        uid: UInt32,
        name: String,
        standing: String,
        command: String,
        arguments: String,
        outcome: String
    ) {
        self.seq = seq
        self.at = at
        self.uid = uid
        self.name = name
        self.standing = standing
        self.command = command
        self.arguments = arguments
        self.outcome = outcome
    }
}

extension Ledger {
    /// Adds a call to the audit trail.
    public func audit(_ entry: AuditEntry) throws(LedgerError) {
        try perform { db in
            try db.execute(
                sql: """
                    INSERT INTO audit (at, uid, name, standing, command, arguments, outcome)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    entry.at.milliseconds, entry.uid, entry.name, entry.standing, entry.command,
                    entry.arguments, entry.outcome,
                ]
            )
        }
    }
}

extension LedgerReader {
    /// The newest calls first.
    public func audit(limit: Int) throws(LedgerError) -> [AuditEntry] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM audit ORDER BY seq DESC LIMIT ?",
                arguments: [limit]
            ).map { row in
                AuditEntry(
                    seq: row["seq"],
                    at: Instant(milliseconds: row["at"]),
                    uid: row["uid"],
                    name: row["name"],
                    standing: row["standing"],
                    command: row["command"],
                    arguments: row["arguments"],
                    outcome: row["outcome"]
                )
            }
        }
    }
}
