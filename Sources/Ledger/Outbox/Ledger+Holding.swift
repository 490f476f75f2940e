public import BusinessTime
import GRDB
import ServiceLevels
import Support

extension Ledger {
    /// Written so that SQLite uses the partial index of unfinished deliveries.
    private static let isHeld = "state IN ('pending', 'held') AND state = 'held'"

    /// Makes deliveries pending that were held with their channel, not for a time.
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

    /// The deliveries held for a time, with its end.
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

    /// Makes everything held for a cause due for judgement at once, as the cause may be gone.
    ///
    /// - Parameters:
    ///   - cause: the cause.
    ///   - ticket: the ticket of the messages; nil for all.
    ///   - now: the moment.
    /// - Returns: the deliveries.
    /// - Throws: `LedgerError` if the ledger cannot be written.
    public func reconsiderHeld(
        _ cause: Hold.Cause,
        of ticket: String?,
        now: Instant
    ) throws(LedgerError) -> [Int64] {
        try perform { db in
            // Two statements, as each has its own index.
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

    /// Makes deliveries pending that were held for a time.
    ///
    /// - Returns: The released deliveries, to be sent.
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

    /// Records a digest and marks its members as bundled, in one transaction.
    ///
    /// - Parameters:
    ///   - members: the deliveries in it, pending or held.
    ///   - digest: the message; it reports all their alerts.
    ///   - now: the moment of recording.
    /// - Returns: The digest, to be sent; nil if there is one with that id.
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

    /// Dissolves an unsent digest of which some members no longer apply.
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

    /// Records that a message is about to be sent on a channel with a rate limit.
    ///
    /// If the daemon is killed before the outcome is recorded the message may have arrived. It must
    /// then be repeated under its own id, not within a digest.
    public func noteSending(_ seq: Int64, now: Instant) throws(LedgerError) {
        try perform { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE deliveries SET sent = ? WHERE seq = ?"
            )
            try statement.execute(arguments: [now.milliseconds, seq])
        }
    }

    /// When messages were sent on channels with a rate limit.
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
