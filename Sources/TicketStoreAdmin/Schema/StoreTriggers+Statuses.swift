/// Applies changes in `statuses` to the tickets that have the status.
///
/// A ticket closed in another system must not stay late because its status got its meaning later,
/// nor may one stay unwatched whose status turned out to mean something else. Events are dated when
/// the ticket got the status, as far as its log says.
extension StoreTriggers {
    /// The triggers on `statuses`.
    var statuses: [(name: String, sql: String)] {
        [
            ("statuses_inserted", meaning(on: "INSERT", .given)),
            ("statuses_updated", meaning(on: "UPDATE", .changed)),
            ("statuses_renamed", renamed),
            ("statuses_deleted", meaning(on: "DELETE", .taken)),
        ]
    }

    /// A change of a row of `statuses`.
    private enum Change: String {
        case given = "inserted"
        case changed = "updated"
        case taken = "deleted"
    }

    private func meaning(on event: String, _ change: Change) -> String {
        let row = change == .taken ? "OLD" : "NEW"
        let new = change == .taken ? "NULL" : Self.meaning(of: "NEW")
        let old = change == .given ? "NULL" : Self.meaning(of: "OLD")
        let isSame = "WHEN NEW.status = OLD.status"
        return """
            CREATE TRIGGER statuses_\(change.rawValue) AFTER \(event) ON statuses
            \(change == .changed ? isSame : "") BEGIN
                \(Self.learnAll)
                \(leaving(old, for: new, in: row))
                \(reaching(new, in: row))
                \(settling(row))
            END
            """
    }

    /// A renamed status has no meaning under its former name.
    private var renamed: String {
        """
        CREATE TRIGGER statuses_renamed AFTER UPDATE OF status ON statuses
        WHEN NEW.status <> OLD.status BEGIN
            \(Self.learnAll)
            \(leaving(Self.meaning(of: "OLD"), for: "NULL", in: "OLD"))
            \(reaching(Self.meaning(of: "NEW"), in: "NEW"))
            \(settling("OLD"))
            \(settling("NEW"))
        END
        """
    }

    private func leaving(_ old: String, for new: String, in row: String) -> String {
        if old == "NULL" { return "" }
        return [
            append(
                "'resumed'",
                subject: "t.status",
                in: row,
                where: """
                    \(old) = 'waiting' AND \(new) IS NOT 'waiting' \
                    AND \(last(["waiting", "resumed", "resolved", "closed", "reopened"])) \
                    IS 'waiting'
                    """
            ),
            append(
                "'reopened'",
                in: row,
                where: """
                    ((\(old) = 'closed' AND \(new) IS NOT 'closed') OR (\(old) = 'resolved' \
                    AND coalesce(\(new), '') NOT IN ('resolved', 'closed'))) \
                    AND \(last(["resolved", "closed", "reopened"])) IN ('resolved', 'closed')
                    """
            ),
        ].joined(separator: "\n")
    }

    private func reaching(_ new: String, in row: String) -> String {
        if new == "NULL" { return "" }
        return append(
            new,
            subject: "CASE \(new) WHEN 'waiting' THEN t.status END",
            in: row,
            where: """
                CASE \(new) WHEN 'waiting' \
                THEN \(last(["waiting", "resumed", "resolved", "closed", "reopened"])) \
                IS NOT 'waiting' WHEN 'closed' THEN t.closed_at IS NULL \
                WHEN 'resolved' THEN \(last(["resolved", "closed", "reopened"])) IS NOT 'resolved' \
                ELSE NOT EXISTS (SELECT 1 FROM ticket_events AS e WHERE e.ticket = t.id \
                AND e.kind = \(new) AND e.seq >= \(reached("e.seq", or: "0"))) END
                """
        )
    }

    /// Appends an event to every ticket with the status of a row, under a condition.
    private func append(
        _ kind: String,
        subject: String = "NULL",
        in row: String,
        where condition: String
    ) -> String {
        """
        INSERT INTO ticket_events(ticket, kind, at, subject)
        SELECT t.id, \(kind), \(reached("e.at", or: StoreSchema.now)), \(subject)
        FROM tickets AS t WHERE \(kind) IS NOT NULL
            AND \(isIn(row, "t")) AND \(condition)
        ORDER BY t.key;
        """
    }

    /// Whether a ticket has the status of a row.
    private func isIn(_ row: String, _ ticket: String) -> String {
        """
        (\(ticket).status = \(row).status COLLATE NOCASE OR \(row).status = \
        (SELECT status FROM status_words WHERE word = \(ticket).status) COLLATE NOCASE)
        """
    }

    /// After closing by an event alone no event of ours reports the reopening.
    private func settling(_ row: String) -> String {
        Self.settleClosedAt(where: isIn(row, "tickets"))
    }

    /// A column of the event that gave a ticket its present status, by the log.
    private func reached(_ column: String, or other: String) -> String {
        """
        coalesce((SELECT \(column) FROM ticket_events AS e WHERE e.ticket = t.id \
        AND (e.kind IN ('recorded', 'reopened', 'resumed', 'waiting', 'resolved', 'closed', \
        'handling_started') OR (e.kind = 'changed' AND (e.subject = 'replaced' \
        OR ',' || e.subject || ',' LIKE '%,status,%'))) ORDER BY e.seq DESC LIMIT 1), \(other))
        """
    }

    /// The latest event of these kinds, in the order of recording.
    private func last(_ kinds: [String]) -> String {
        """
        (SELECT e.kind FROM ticket_events AS e WHERE e.ticket = t.id AND e.kind IN \
        (\(kinds.map { "'\($0)'" }.joined(separator: ", "))) ORDER BY e.seq DESC LIMIT 1)
        """
    }
}
