public import BusinessTime
import GRDB
import ServiceLevels
import Support

extension Ledger {
    /// Held, in the words by which SQLite knows the index of what is unfinished.
    private static let isHeld = "state IN ('pending', 'held') AND state = 'held'"

    /// Makes deliveries pending again that were held with their channel, not for a time.
    public func releaseHeld(now: Instant) throws(LedgerError) {
        try perform { db in
            try db.execute(
                sql: """
                    UPDATE deliveries SET state = 'pending', next_attempt = ?, patient = ?
                    WHERE \(Self.isHeld) AND held_until IS NULL
                    """,
                arguments: [now.milliseconds, now.milliseconds]
            )
        }
    }

    /// The deliveries that are held for a time, and until when.
    public func heldForATime() throws(LedgerError) -> [(seq: Int64, until: Instant)] {
        try perform { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, held_until FROM deliveries
                    WHERE \(Self.isHeld) AND held_until IS NOT NULL
                    """
            ).map { ($0["seq"], Instant(milliseconds: $0["held_until"])) }
        }
    }

    /// Has what is held for a cause judged anew at once, as the cause may be gone.
    ///
    /// - Parameters:
    ///   - cause: the cause.
    ///   - ticket: whose messages; nil for those of all.
    ///   - now: the moment.
    /// - Returns: the deliveries.
    /// - Throws: `LedgerError` where the ledger cannot be written.
    public func reconsiderHeld(
        _ cause: Hold.Cause,
        of ticket: String?,
        now: Instant
    ) throws(LedgerError) -> [Int64] {
        try perform { db in
            // Two statements, as each has an index of its own.
            let which = ticket == nil ? Self.isHeld : "state = 'held' AND ticket = ?"
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE deliveries SET held_until = ?
                    WHERE \(which) AND held_for = ? AND held_until > ? RETURNING seq
                    """
            )
            let arguments: StatementArguments =
                [now.milliseconds] + (ticket.map { [$0] } ?? [])
                + [cause.rawValue, now.milliseconds]
            return try Int64.fetchAll(statement, arguments: arguments)
        }
    }

    /// Makes deliveries that were held for a time pending.
    ///
    /// - Returns: Those that were, to be sent.
    public func release(_ seqs: [Int64], now: Instant) throws(LedgerError) -> [PendingDelivery] {
        try perform { db in
            var released: [PendingDelivery] = []
            try db.inTransaction {
                let statement = try db.cachedStatement(
                    sql: """
                        UPDATE deliveries SET state = 'pending', next_attempt = ?, patient = ?,
                            held_for = NULL, held_until = NULL
                        WHERE seq = ? AND state = 'held' RETURNING seq, ticket, channel
                        """
                )
                released = try seqs.compactMap { seq in
                    try Row.fetchOne(
                        statement,
                        arguments: [now.milliseconds, now.milliseconds, seq]
                    ).map { PendingDelivery(row: $0, at: now) }
                }
                return .commit
            }
            return released
        }
    }

    /// Records a digest and that it stands for its members, in one transaction.
    ///
    /// - Parameters:
    ///   - members: the deliveries it tells of, pending or held.
    ///   - digest: the message; it tells of all their alerts.
    ///   - now: the moment of recording.
    /// - Returns: The digest, to be sent; nil where there is one of that id.
    /// - Throws: `LedgerError`; nothing is recorded then.
    public func bundle(
        _ members: [Int64],
        into digest: NewDelivery,
        now: Instant
    ) throws(LedgerError) -> PendingDelivery? {
        try perform { db in
            var pending: PendingDelivery?
            try db.inTransaction {
                guard let added = try db.insert(digest, alerts: [], now: now) else {
                    return .rollback
                }
                let link = try db.cachedStatement(
                    sql: """
                        INSERT OR IGNORE INTO delivery_alerts
                        SELECT ?, alert FROM delivery_alerts WHERE delivery = ?
                        """
                )
                let bundle = try db.cachedStatement(
                    sql: """
                        UPDATE deliveries SET state = 'folded', folded_into = ?, finished = ?,
                            reason = ?, held_until = NULL
                        WHERE seq = ? AND state IN ('pending', 'held')
                        """
                )
                for member in members {
                    try link.execute(arguments: [added.seq, member])
                    try bundle.execute(arguments: [
                        added.seq, now.milliseconds, "told in digest \(digest.id)", member,
                    ])
                }
                pending = added
                Failpoint.digestWritten.pass()
                return .commit
            }
            return pending
        }
    }

    /// Takes a digest apart that has not been sent: some of it is true no more.
    ///
    /// - Returns: Its members, held until now, to be judged one by one.
    public func unbundle(_ digest: Int64, now: Instant) throws(LedgerError) -> [Int64] {
        try perform { db in
            var members: [Int64] = []
            try db.inTransaction {
                try db.execute(
                    sql: """
                        UPDATE deliveries SET state = 'dropped', finished = ?,
                            reason = 'some of it was answered: told anew'
                        WHERE seq = ?
                        """,
                    arguments: [now.milliseconds, digest]
                )
                members = try Int64.fetchAll(
                    db,
                    sql: """
                        UPDATE deliveries SET state = 'held', held_until = ?, finished = NULL,
                            held_for = coalesce(held_for, 'allowance'), folded_into = NULL,
                            reason = NULL
                        WHERE folded_into = ? RETURNING seq
                        """,
                    arguments: [now.milliseconds, digest]
                )
                return .commit
            }
            return members
        }
    }

    /// Notes that a message is about to be sent on a channel that takes only so many.
    ///
    /// Where the outcome is never recorded, as the daemon is killed, the message may have arrived:
    /// it must be repeated under its own id, not told in a digest.
    public func noteSending(_ seq: Int64, now: Instant) throws(LedgerError) {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE deliveries SET sent = ? WHERE seq = ?"
            )
            try statement.execute(arguments: [now.milliseconds, seq])
        }
    }

    /// When messages were sent on channels that take only so many.
    public func sendTimes(since: Instant) throws(LedgerError) -> [(channel: String, at: Instant)] {
        try perform { db in
            try Row.fetchAll(
                db,
                sql: "SELECT channel, sent FROM deliveries WHERE sent > ?",
                arguments: [since.milliseconds]
            ).map { ($0["channel"], Instant(milliseconds: $0["sent"])) }
        }
    }
}
