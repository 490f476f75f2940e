import BusinessTime
import GRDB
import ServiceLevels

/// An alert after it was recorded.
struct RecordedAlert {
    var identity: AlertIdentity
    /// Its position; nil if it had been recorded before.
    var seq: Int64?

    var isNew: Bool { seq != nil }
}

extension Database {
    /// Records the alerts of an entry and those they cover.
    ///
    /// Recorded ones do not change.
    func insert(_ outboxEntry: OutboxEntry, now: Instant) throws -> [RecordedAlert] {
        try outboxEntry.alerts.map { alert in
            for step in alert.covered {
                _ = try insert(
                    step,
                    outboxEntry.disposition == .raised ? .covered : outboxEntry.disposition,
                    now
                )
            }
            let seq = try insert(alert.step, outboxEntry.disposition, now)
            return RecordedAlert(identity: alert.step.identity, seq: seq)
        }
    }

    private func insert(
        _ step: DueStep,
        _ disposition: Disposition,
        _ now: Instant
    ) throws -> Int64? {
        let identity = step.identity
        let statement = try cachedStatement(
            sql: """
                INSERT INTO alerts (ticket, clock, cycle_seq, cycle_at, term, step, occurrence,
                    kind, rule, at, due, raised, disposition, ladder)
                VALUES (:ticket, :clock, :cycle_seq, :cycle_at, :term, :step, :occurrence, :kind,
                    :rule, :at, :due,
                    -- A correction comes after what it undoes, whatever the wall clock says.
                    CASE WHEN :step = '\(AlertIdentity.correctedStep)' THEN max(:now, coalesce((
                        SELECT max(b.raised) FROM alerts b WHERE b.ticket = :ticket
                            AND b.clock = :clock AND b.cycle_seq = :cycle_seq
                            AND b.cycle_at = :cycle_at), 0)) ELSE :now END,
                    :disposition, :ladder)
                -- What shadow mode would have said has not been said, and what a correction undid
                -- is said anew.
                ON CONFLICT DO UPDATE SET disposition = excluded.disposition,
                    raised = max(excluded.raised, coalesce((
                        SELECT 1 + max(c.raised) FROM alerts c WHERE c.ticket = alerts.ticket
                            AND c.clock = alerts.clock AND c.cycle_seq = alerts.cycle_seq
                            AND c.cycle_at = alerts.cycle_at
                            AND c.step = '\(AlertIdentity.correctedStep)'), 0)),
                    ended = NULL, ladder = excluded.ladder,
                    at = excluded.at, due = excluded.due
                WHERE excluded.disposition <> 'shadow'
                    AND (alerts.disposition = 'shadow' OR \(Self.isUndone("alerts")))
                RETURNING seq
                """
        )
        return try Int64.fetchOne(
            statement,
            arguments: [
                "ticket": identity.ticket, "clock": identity.clock,
                "cycle_seq": identity.cycle.seq,
                "cycle_at": identity.cycle.at.milliseconds, "term": identity.promiseRevision,
                "step": identity.step, "occurrence": identity.occurrence,
                "kind": step.kind.rawValue, "rule": step.rule, "at": step.at.milliseconds,
                "due": step.due?.milliseconds, "now": now.milliseconds,
                "disposition": disposition.rawValue, "ladder": step.ladder,
            ]
        )
    }

    /// SQL for: everybody was notified that a correction undid this alert of a breach.
    ///
    /// Warnings do not count, as they are not repeated: only an undone breach can become one again.
    /// An alert that is raised again keeps its position, so position and time are both compared.
    static func isUndone(_ alert: String) -> String {
        """
        (\(alert).kind IN ('breach', 'escalation') AND EXISTS (SELECT 1 FROM alerts AS c \
        WHERE c.ticket = \(alert).ticket AND c.clock = \(alert).clock AND c.cycle_seq = \(alert).cycle_seq \
        AND c.cycle_at = \(alert).cycle_at AND c.step = '\(AlertIdentity.correctedStep)' \
        AND c.seq > \(alert).seq AND c.raised >= \(alert).raised))
        """
    }

    /// Drops queued messages of a ticket that report only breaches undone by a correction.
    ///
    /// A later breach is raised anew.
    func dropUndone(
        of ticket: String,
        inFlight: Set<Int64>,
        now: Instant
    ) throws -> [Int64] {
        let waiting = try Int64.fetchAll(
            self,
            sql: """
                SELECT d.seq FROM deliveries d
                WHERE d.ticket = ? AND d.state IN ('pending', 'held') AND d.kind <> 'resolved'
                    AND NOT EXISTS (SELECT 1 FROM delivery_alerts l JOIN alerts a ON a.seq = l.alert
                        WHERE l.delivery = d.seq AND NOT \(Self.isUndone("a")))
                """,
            arguments: [ticket]
        )
        let dropped = waiting.filter { !inFlight.contains($0) }
        for seq in dropped { try drop(seq, "the record was put right", now: now) }
        return dropped
    }

    private func drop(_ seq: Int64, _ reason: String, now: Instant) throws {
        try execute(
            sql: """
                UPDATE deliveries SET state = 'dropped', finished = ?, reason = ?
                WHERE seq = ?
                """,
            arguments: [now.milliseconds, reason, seq]
        )
    }

    func insert(
        _ delivery: NewDelivery,
        alerts: [RecordedAlert],
        now: Instant
    ) throws -> PendingDelivery? {
        let statement = try cachedStatement(
            sql: """
                INSERT INTO deliveries (id, ticket, channel, recipient, kind, body, created,
                    state, next_attempt)
                VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?) ON CONFLICT DO NOTHING
                """
        )
        try statement.execute(arguments: [
            delivery.id, delivery.ticket, delivery.channel, delivery.recipient,
            delivery.kind.rawValue, delivery.body.data, now.milliseconds, now.milliseconds,
        ])
        guard changesCount == 1 else { return nil }
        let seq = lastInsertedRowID
        let link = try cachedStatement(sql: "INSERT INTO delivery_alerts VALUES (?, ?)")
        for alert in alerts.compactMap(\.seq) { try link.execute(arguments: [seq, alert]) }
        return PendingDelivery(
            seq: seq,
            ticket: delivery.ticket,
            channel: delivery.channel,
            nextAttempt: now
        )
    }

    /// Drops queued messages of the same ticket and channel whose alerts all belong to cycles of
    /// the new message.
    func dropSuperseded(
        by delivery: PendingDelivery,
        for recipients: String,
        alerts: [RecordedAlert],
        inFlight: Set<Int64>,
        now: Instant
    ) throws -> [Int64] {
        let statement = try cachedStatement(
            sql: """
                SELECT \(AlertIdentity.columns), d.seq, d.recipient
                FROM deliveries d JOIN delivery_alerts l ON l.delivery = d.seq
                JOIN alerts a ON a.seq = l.alert
                WHERE d.ticket = ? AND d.channel = ? AND d.state IN ('pending', 'held') AND d.seq < ?
                """
        )
        // Nobody loses a message because somebody else gets a graver one.
        let hearing = Set(recipients.split(separator: ","))
        var covered: [Int64: Bool] = [:]
        let rows = try Row.fetchCursor(
            statement,
            arguments: [delivery.ticket, delivery.channel, delivery.seq]
        )
        while let row = try rows.next() {
            let seq: Int64 = row[AlertIdentity.columnCount]
            let old = AlertIdentity(row: row)
            let isCovered = alerts.contains { alert in
                let new = alert.identity
                return new.clock == old.clock && new.cycle == old.cycle
                    && new.promiseRevision == old.promiseRevision
            }
            let recipient: String = row[AlertIdentity.columnCount + 1]
            let isHeard = recipient.split(separator: ",").allSatisfy(hearing.contains)
            covered[seq] =
                (covered[seq] ?? true) && isCovered && isHeard && !inFlight.contains(seq)
        }
        let dropped = covered.filter(\.value).keys.sorted()
        for seq in dropped { try drop(seq, "a higher step took its place", now: now) }
        return dropped
    }
}

extension AlertIdentity {
    /// The columns to read, of the alerts `a`.
    static let columns =
        "a.ticket, a.clock, a.cycle_seq, a.cycle_at, a.term, a.step, a.occurrence"

    static let columnCount = 7

    /// Reads a row that has these columns first.
    init(row: Row) {
        self.init(
            ticket: row[0],
            clock: row[1],
            cycle: CycleID(seq: row[2], at: Instant(milliseconds: row[3])),
            promiseRevision: row[4],
            step: row[5],
            occurrence: row[6]
        )
    }
}
