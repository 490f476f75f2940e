public import BusinessTime
import Foundation
import GRDB
public import ServiceLevels

extension Ledger {
    /// Deliveries that wait to be sent, in order.
    public func pending() throws(LedgerError) -> [PendingDelivery] {
        try perform { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, ticket, channel, next_attempt FROM deliveries
                    WHERE state IN ('pending', 'held') AND state = 'pending' ORDER BY seq
                    """
            ).map { row in
                PendingDelivery(
                    seq: row["seq"],
                    ticket: row["ticket"],
                    channel: row["channel"],
                    nextAttempt: Instant(milliseconds: row["next_attempt"])
                )
            }
        }
    }

    /// A delivery and what it tells of; nil where there is none.
    public func delivery(
        _ seq: Int64
    ) throws(LedgerError) -> (record: DeliveryRecord, alerts: [AlertIdentity])? {
        try perform { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM deliveries WHERE seq = ?")
            guard let row = try Row.fetchOne(statement, arguments: [seq]) else { return nil }
            let alerts = try db.cachedStatement(
                sql: """
                    SELECT a.ticket, a.clock, a.cycle_seq, a.cycle_at, a.term, a.step, a.occurrence
                    FROM delivery_alerts l JOIN alerts a ON a.seq = l.alert WHERE l.delivery = ?
                    """
            )
            return (
                DeliveryRecord(row: row),
                try Row.fetchAll(alerts, arguments: [seq]).map(AlertIdentity.init(row:))
            )
        }
    }

    /// How many deliveries stand how; every state is named.
    public func counts() throws(LedgerError) -> [DeliveryState: Int] {
        try perform { try $0.deliveryCounts() }
    }
}

extension Database {
    /// The counts taken from the rows themselves.
    func countedDeliveries() throws -> [DeliveryState: Int] {
        var counts = Dictionary(uniqueKeysWithValues: DeliveryState.allCases.map { ($0, 0) })
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT state, count(*) AS count FROM deliveries GROUP BY state"
        )
        for row in rows {
            if let state = DeliveryState(rawValue: row["state"]) { counts[state] = row["count"] }
        }
        return counts
    }

    func deliveryCounts() throws -> [DeliveryState: Int] {
        var counts = Dictionary(uniqueKeysWithValues: DeliveryState.allCases.map { ($0, 0) })
        for row in try Row.fetchAll(self, sql: "SELECT state, count FROM delivery_counts") {
            if let state = DeliveryState(rawValue: row["state"]) { counts[state] = row["count"] }
        }
        return counts
    }
}

extension DeliveryRecord {
    init(row: Row) {
        let body: Data = row["body"]
        self.init(
            seq: row["seq"],
            id: row["id"],
            ticket: row["ticket"],
            channel: row["channel"],
            recipient: row["recipient"],
            kind: row["kind"],
            body: Array(body),
            created: Instant(milliseconds: row["created"]),
            state: DeliveryState(rawValue: row["state"]) ?? .dead,
            attempts: row["attempts"],
            nextAttempt: Instant(milliseconds: row["next_attempt"]),
            finished: (row["finished"] as Int64?).map(Instant.init(milliseconds:)),
            reason: row["reason"],
            heldFor: row["held_for"],
            heldUntil: (row["held_until"] as Int64?).map(Instant.init(milliseconds:)),
            mayHaveArrived: (row["sent"] as Int64?) != nil || (row["attempts"] as Int) > 0,
            patientFrom: Instant(milliseconds: row["patient"] ?? row["created"])
        )
    }
}

extension AlertRecord {
    init(row: Row) {
        self.init(
            seq: row["seq"],
            identity: AlertIdentity(row: row),
            kind: row["kind"],
            rule: row["rule"],
            at: Instant(milliseconds: row["at"]),
            due: (row["due"] as Int64?).map(Instant.init(milliseconds:)),
            raised: Instant(milliseconds: row["raised"]),
            disposition: row["disposition"]
        )
    }
}

extension [UInt8] {
    /// The bytes as the database takes them.
    var data: Data { Data(self) }
}

/// What was past when a watch began.
public struct KnownAlerts: Sendable, Hashable {
    /// How many tickets have such alerts.
    public var tickets: Int
    /// How many alerts of each kind.
    public var kinds: [String: Int]
    /// The tickets that have been late for longest.
    public var oldest: [String]
}

extension Ledger {
    /// What has been recorded as known, not said, since a moment.
    public func known(since: Instant) throws(LedgerError) -> KnownAlerts {
        try perform { db in
            let condition = "disposition = 'known' AND raised >= ?"
            let arguments: StatementArguments = [since.milliseconds]
            let kinds = try Row.fetchAll(
                db,
                sql: "SELECT kind, count(*) AS n FROM alerts WHERE \(condition) GROUP BY kind",
                arguments: arguments
            )
            return KnownAlerts(
                tickets: try Int.fetchOne(
                    db,
                    sql: "SELECT count(DISTINCT ticket) FROM alerts WHERE \(condition)",
                    arguments: arguments
                ) ?? 0,
                kinds: Dictionary(uniqueKeysWithValues: kinds.map { ($0["kind"], $0["n"]) }),
                oldest: try String.fetchAll(
                    db,
                    sql: """
                        SELECT ticket FROM alerts WHERE \(condition)
                        GROUP BY ticket ORDER BY min(coalesce(due, at)), ticket LIMIT 5
                        """,
                    arguments: arguments
                )
            )
        }
    }
}
