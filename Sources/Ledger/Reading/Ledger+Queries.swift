public import BusinessTime
import Foundation
import GRDB
public import ServiceLevels

extension Ledger {
    /// Deliveries to be sent, in order.
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

    /// A delivery and its alerts; nil if there is none.
    public func delivery(
        _ seq: Int64
    ) throws(LedgerError) -> (record: DeliveryRecord, alerts: [AlertIdentity])? {
        try deliveries([seq]).first
    }

    /// Deliveries and what each tells of, in the order asked for; without those that there are not.
    public func deliveries(
        _ seqs: [Int64]
    ) throws(LedgerError) -> [(record: DeliveryRecord, alerts: [AlertIdentity])] {
        try perform { db in
            // One query for both: starting a read costs as much as reading.
            let statement = try db.cachedStatement(
                sql: """
                    SELECT \(AlertIdentity.columns), \(DeliveryRecord.columns)
                    FROM deliveries d LEFT JOIN delivery_alerts l ON l.delivery = d.seq
                    LEFT JOIN alerts a ON a.seq = l.alert
                    WHERE d.seq = ?
                    """
            )
            return try seqs.compactMap { seq in
                let rows = try Row.fetchCursor(statement, arguments: [seq])
                var record: DeliveryRecord?
                var alerts: [AlertIdentity] = []
                while let row = try rows.next() {
                    if record == nil {
                        record = DeliveryRecord(row: row, from: AlertIdentity.columnCount)
                    }
                    if !row.hasNull(atIndex: 0) { alerts.append(AlertIdentity(row: row)) }
                }
                return record.map { ($0, alerts) }
            }
        }
    }

    /// The number of deliveries in each state.
    public func counts() throws(LedgerError) -> [DeliveryState: Int] {
        try perform { try $0.deliveryCounts() }
    }
}

extension Database {
    /// The same, counted from the rows.
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
    /// The columns to read, of the deliveries `d`.
    static let columns = """
        d.seq, d.id, d.ticket, d.channel, d.recipient, d.kind, d.body, d.created, d.state, d.attempts,
        d.next_attempt, d.finished, d.reason, d.held_for, d.held_until, d.sent, d.patient
        """

    /// Reads a row that has these columns from an index on.
    ///
    /// By index, since looking up their names takes longer than reading them.
    init(row: Row, from place: Int = 0) {
        let body: Data = row[place + 6]
        self.init(
            seq: row[place],
            id: row[place + 1],
            ticket: row[place + 2],
            channel: row[place + 3],
            recipient: row[place + 4],
            kind: row[place + 5],
            body: Array(body),
            created: Instant(milliseconds: row[place + 7]),
            state: DeliveryState(rawValue: row[place + 8]) ?? .dead,
            attempts: row[place + 9],
            nextAttempt: Instant(milliseconds: row[place + 10]),
            finished: (row[place + 11] as Int64?).map(Instant.init(milliseconds:)),
            reason: row[place + 12],
            heldFor: row[place + 13],
            heldUntil: (row[place + 14] as Int64?).map(Instant.init(milliseconds:)),
            mayHaveArrived: (row[place + 15] as Int64?) != nil || (row[place + 9] as Int) > 0,
            retryWindowStart: Instant(milliseconds: row[place + 16] ?? row[place + 7])
        )
    }
}

extension AlertRecord {
    /// The columns to read, of the alerts `a`.
    static let columns =
        "\(AlertIdentity.columns), a.seq, a.kind, a.rule, a.at, a.due, a.raised, a.disposition"

    /// Reads a row that has these columns first.
    init(row: Row) {
        let rest = AlertIdentity.columnCount
        self.init(
            seq: row[rest],
            identity: AlertIdentity(row: row),
            kind: row[rest + 1],
            rule: row[rest + 2],
            at: Instant(milliseconds: row[rest + 3]),
            due: (row[rest + 4] as Int64?).map(Instant.init(milliseconds:)),
            raised: Instant(milliseconds: row[rest + 5]),
            disposition: row[rest + 6]
        )
    }
}

extension [UInt8] {
    var data: Data { Data(self) }
}

/// The alerts that were past when the daemon first ran.
public struct KnownAlerts: Sendable, Hashable {
    /// How many tickets have such alerts.
    public var tickets: Int
    /// How many alerts of each kind.
    public var kinds: [String: Int]
    /// The tickets that have been late for longest.
    public var oldest: [String]
}

extension Ledger {
    /// The alerts recorded as known, not raised, since a moment.
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
                        GROUP BY +ticket ORDER BY min(coalesce(due, at)), ticket LIMIT 5
                        """,
                    arguments: arguments
                )
            )
        }
    }
}
