public import BusinessTime
import GRDB
public import ServiceLevels

extension Ledger {
    /// Which steps of a ticket are recorded.
    public func raised(ticket: String) throws(LedgerError) -> RaisedSteps {
        try perform { db in
            var raised = RaisedSteps()
            let statement = try db.cachedStatement(
                sql: """
                    SELECT ticket, clock, cycle_seq, cycle_at, term, step, occurrence
                    FROM alerts WHERE ticket = ?
                    """)
            let rows = try Row.fetchCursor(statement, arguments: [ticket])
            while let row = try rows.next() { raised.insert(AlertIdentity(row: row)) }
            return raised
        }
    }

    /// Records alerts and their messages in one transaction.
    ///
    /// A queued message that tells only of lower steps of the same turns, on the same channel, is
    /// dropped: the new one stands for it.
    ///
    /// - Parameters:
    ///   - postings: the alerts and messages.
    ///   - inFlight: deliveries being sent, which are left alone.
    ///   - now: the moment of recording.
    /// - Returns: The new deliveries, to be sent, and the positions of those dropped.
    public func record(
        _ postings: [Posting], inFlight: Set<Int64>, now: Instant
    ) throws(LedgerError) -> (new: [PendingDelivery], dropped: [Int64]) {
        try perform { db in
            var new: [PendingDelivery] = []
            var dropped: [Int64] = []
            try db.inTransaction {
                new = []
                dropped = []
                for posting in postings {
                    let alerts = try posting.alerts.flatMap { alert in
                        try db.insert(alert, disposition: posting.disposition, now: now)
                    }
                    for delivery in posting.deliveries {
                        dropped += try db.dropSuperseded(
                            by: delivery, alerts: posting.alerts, inFlight: inFlight, now: now)
                        guard let pending = try db.insert(delivery, alerts: alerts, now: now)
                        else { continue }
                        new.append(pending)
                    }
                }
                return .commit
            }
            return (new, dropped)
        }
    }

    /// Records what became of deliveries, in one transaction.
    public func record(_ changes: [DeliveryChange], now: Instant) throws(LedgerError) {
        try perform { db in
            try db.inTransaction {
                let statement = try db.cachedStatement(
                    sql: """
                        UPDATE deliveries SET state = ?, attempts = attempts + ?,
                            next_attempt = coalesce(?, next_attempt), finished = ?,
                            reason = coalesce(?, reason)
                        WHERE seq = ? AND state IN ('pending', 'held')
                        """)
                for change in changes {
                    let isSettled = change.state != .pending && change.state != .held
                    try statement.execute(arguments: [
                        change.state.rawValue, change.attempted ? 1 : 0,
                        change.nextAttempt?.milliseconds,
                        isSettled ? now.milliseconds : nil, change.reason, change.seq,
                    ])
                }
                return .commit
            }
        }
    }

    /// Makes held deliveries pending again, as their channels are worth another try.
    public func releaseHeld(now: Instant) throws(LedgerError) {
        try perform { db in
            try db.execute(
                sql: """
                    UPDATE deliveries SET state = 'pending', next_attempt = ?
                    WHERE state = 'held'
                    """,
                arguments: [now.milliseconds])
        }
    }
}

extension Database {
    /// Records an alert and what it covers; what is recorded already stays as it is.
    fileprivate func insert(
        _ alert: Alert, disposition: Disposition, now: Instant
    ) throws -> [Int64] {
        for step in alert.covered {
            _ = try insert(step, disposition: disposition == .raised ? .covered : disposition, now)
        }
        return try insert(alert.step, disposition: disposition, now).map { [$0] } ?? []
    }

    private func insert(
        _ step: DueStep, disposition: Disposition, _ now: Instant
    ) throws -> Int64? {
        let identity = step.identity
        let statement = try cachedStatement(
            sql: """
                INSERT INTO alerts (ticket, clock, cycle_seq, cycle_at, term, step, occurrence,
                    kind, rule, at, due, raised, disposition)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
        try statement.execute(arguments: [
            identity.ticket, identity.clock, identity.cycle.seq, identity.cycle.at.milliseconds,
            identity.term, identity.step, identity.occurrence, step.kind.rawValue, step.rule,
            step.at.milliseconds, step.due?.milliseconds, now.milliseconds, disposition.rawValue,
        ])
        return changesCount == 1 ? lastInsertedRowID : nil
    }

    fileprivate func insert(
        _ delivery: NewDelivery, alerts: [Int64], now: Instant
    ) throws -> PendingDelivery? {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO deliveries (id, ticket, channel, recipient, kind, body, created,
                    state, next_attempt)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?) ON CONFLICT DO NOTHING
                """)
        try statement.execute(arguments: [
            delivery.id, delivery.ticket, delivery.channel, delivery.recipient,
            delivery.kind.rawValue, delivery.body.data, now.milliseconds, now.milliseconds,
        ])
        guard changesCount == 1 else { return nil }
        let seq = lastInsertedRowID
        let link = try cachedStatement(sql: "INSERT INTO delivery_alerts VALUES (?, ?)")
        for alert in alerts { try link.execute(arguments: [seq, alert]) }
        return PendingDelivery(
            seq: seq, ticket: delivery.ticket, channel: delivery.channel, nextAttempt: now)
    }

    /// Drops queued messages of the same ticket and channel whose every alert is of a turn that
    /// the new message speaks of.
    fileprivate func dropSuperseded(
        by delivery: NewDelivery, alerts: [Alert], inFlight: Set<Int64>, now: Instant
    ) throws -> [Int64] {
        let statement = try cachedStatement(
            sql: """
                SELECT d.seq, a.ticket, a.clock, a.cycle_seq, a.cycle_at, a.term, a.step,
                    a.occurrence
                FROM deliveries d JOIN delivery_alerts l ON l.delivery = d.seq
                JOIN alerts a ON a.seq = l.alert
                WHERE d.ticket = ? AND d.channel = ? AND d.state = 'pending'
                """)
        var covered: [Int64: Bool] = [:]
        let rows = try Row.fetchCursor(
            statement, arguments: [delivery.ticket, delivery.channel])
        while let row = try rows.next() {
            let seq: Int64 = row["seq"]
            let old = AlertIdentity(row: row)
            let isCovered = alerts.contains { alert in
                let new = alert.step.identity
                return new.clock == old.clock && new.cycle == old.cycle && new.term == old.term
            }
            covered[seq] = (covered[seq] ?? true) && isCovered && !inFlight.contains(seq)
        }
        let dropped = covered.filter(\.value).keys.sorted()
        for seq in dropped {
            try execute(
                sql: """
                    UPDATE deliveries SET state = 'dropped', finished = ?, reason = ?
                    WHERE seq = ?
                    """,
                arguments: [now.milliseconds, "a higher step took its place", seq])
        }
        return dropped
    }
}

extension AlertIdentity {
    init(row: Row) {
        self.init(
            ticket: row["ticket"], clock: row["clock"],
            cycle: CycleID(
                seq: row["cycle_seq"], at: Instant(milliseconds: row["cycle_at"])),
            term: row["term"], step: row["step"], occurrence: row["occurrence"])
    }
}
