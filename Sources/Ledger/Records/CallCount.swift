public import BusinessTime
import GRDB

/// A count of calls of the control socket that changed nothing: of one user, for one command, with
/// one outcome.
public struct CallCount: Sendable, Hashable {
    public var uid: UInt32
    /// The user's name; the number if there is no such user.
    public var name: String
    /// The caller's role.
    public var standing: String
    /// The command; `?` if it does not exist.
    public var command: String
    /// `ok`, or the code of the refusal or fault.
    public var outcome: String
    public var calls: Int
    /// The time of the first call.
    public var first: Instant
    /// The time of the last call.
    public var last: Instant

    public init(
        uid: UInt32,
        name: String,
        standing: String,
        command: String,
        outcome: String,
        calls: Int,
        first: Instant,
        last: Instant
    ) {
        self.uid = uid
        self.name = name
        self.standing = standing
        self.command = command
        self.outcome = outcome
        self.calls = calls
        self.first = first
        self.last = last
    }

    /// The number of separate counts; further callers are counted as `others`.
    static let limit = 1000

    /// The user id for others, which the kernel assigns to nobody.
    public static let others = UInt32.max
}

extension Ledger {
    /// Adds calls to their count.
    public func count(_ calls: CallCount) throws(LedgerError) {
        try perform { db in
            try db.inTransaction {
                if try !db.add(calls) {
                    var calls = calls
                    let kept = try Int.fetchOne(db, sql: "SELECT count(*) FROM call_counts") ?? 0
                    if kept >= CallCount.limit {
                        calls.uid = CallCount.others
                        calls.name = "others"
                    }
                    if try !db.add(calls) { try db.insert(calls) }
                }
                return .commit
            }
        }
    }
}

extension LedgerReader {
    /// The counts, those of the newest calls first.
    public func callCounts(limit: Int) throws(LedgerError) -> [CallCount] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM call_counts ORDER BY last DESC, seq DESC LIMIT ?",
                arguments: [limit]
            ).map { row in
                CallCount(
                    uid: row["uid"],
                    name: row["name"],
                    standing: row["standing"],
                    command: row["command"],
                    outcome: row["outcome"],
                    calls: row["calls"],
                    first: Instant(milliseconds: row["first"]),
                    last: Instant(milliseconds: row["last"])
                )
            }
        }
    }
}

extension Database {
    /// Adds to an existing count; false if there is none.
    fileprivate func add(_ calls: CallCount) throws -> Bool {
        let statement = try cachedStatement(
            sql: """
                UPDATE call_counts SET calls = calls + ?, last = max(last, ?), name = ?
                WHERE uid = ? AND standing = ? AND command = ? AND outcome = ?
                """
        )
        try statement.execute(arguments: [
            calls.calls, calls.last.milliseconds, calls.name, calls.uid, calls.standing,
            calls.command, calls.outcome,
        ])
        return changesCount == 1
    }

    fileprivate func insert(_ calls: CallCount) throws {
        try execute(
            sql: """
                INSERT INTO call_counts (uid, name, standing, command, outcome, calls, first, last)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                calls.uid, calls.name, calls.standing, calls.command, calls.outcome, calls.calls,
                calls.first.milliseconds, calls.last.milliseconds,
            ]
        )
    }
}
