extension StoreTriggers {
    /// Notes the row that `INSERT OR REPLACE` is about to delete, which no later trigger can see.
    var inserting: String {
        """
        CREATE TRIGGER tickets_inserting BEFORE INSERT ON tickets BEGIN
            DELETE FROM ticket_replaced;
            INSERT INTO ticket_replaced(key, id, status, priority, received_at, closed_at, content)
            SELECT key, id, status, priority, received_at, closed_at, \(content(of: ""))
            FROM tickets WHERE id = NEW.id OR (NEW.id IS NULL AND key = NEW.key);
        END
        """
    }

    /// The events of a new or replaced row.
    var inserted: String {
        let row = "(SELECT id FROM tickets WHERE key = NEW.key)"
        let old = { (column: String) in "(SELECT \(column) FROM ticket_replaced)" }
        let replaces = "EXISTS (SELECT 1 FROM ticket_replaced)"
        let events = TicketEvents(
            ticket: row,
            oldStatus: old("status"),
            oldClosedAt: old("closed_at"),
            condition: "NEW.status IS NOT \(old("status"))"
        )
        return """
            CREATE TRIGGER tickets_inserted AFTER INSERT ON tickets BEGIN
                UPDATE ticket_replaced SET by_key = NEW.key;
                \(assignId)
                \(events.append(
                    kind: "'received'", at: "NEW.received_at", where: events.lacks("received")))
                \(events.append(
                    kind: "'recorded'", note: "NULL", where: events.lacks("recorded")))
                \(events.append(
                    kind: "'level_set'", subject: "NEW.priority", note: "NULL",
                    where: """
                        coalesce(NEW.priority, '') <> '' \
                        AND NEW.priority IS NOT \(old("priority"))
                        """))
                \(events.statusChange)
                \(events.append(
                    kind: "'changed'", subject: "'replaced'",
                    where: """
                        \(replaces) AND (\(old("content")) IS NOT \(content(of: "NEW.")) \
                        OR (NEW.received_at IS NOT \(old("received_at")) \
                        AND NEW.received_at <> \(StoreSchema.now)))
                        """))
                \(events.recordComplete(fields: record, where: "1"))
                \(settle)
            END
            """
    }

    /// Gives a row without an id the next one of the day, in the store's zone.
    ///
    /// The counter changes in the CRM's transaction and SQLite has one writer at a time, so ids are
    /// unique. Existing ids of the same form are skipped.
    private var assignId: String {
        let day = """
            strftime('%Y%m%d', (\(StoreSchema.now) + (SELECT offset_ms FROM zone_offsets \
            WHERE from_ms <= \(StoreSchema.now) ORDER BY from_ms DESC LIMIT 1)) / 1000, 'unixepoch')
            """
        let fresh = "NEW.id IS NULL AND NOT EXISTS (SELECT 1 FROM ticket_replaced)"
        return """
            INSERT INTO id_counters(day, last) SELECT \(day), 0
            WHERE \(fresh) AND NOT EXISTS (SELECT 1 FROM id_counters WHERE day = \(day));
            UPDATE id_counters SET last = (
                WITH RECURSIVE taken(n) AS (
                    SELECT id_counters.last + 1
                    UNION ALL
                    SELECT n + 1 FROM taken
                    WHERE EXISTS (SELECT 1 FROM tickets
                        WHERE id = id_counters.day || printf('%03d', n))
                ) SELECT max(n) FROM taken)
            WHERE \(fresh) AND day = \(day);
            UPDATE tickets SET id = coalesce((SELECT id FROM ticket_replaced),
                (SELECT day || printf('%03d', last) FROM id_counters WHERE day = \(day)))
            WHERE key = NEW.key AND NEW.id IS NULL;
            """
    }

    /// Keeps what a replaced row must not lose, and clears the columns of a single change.
    ///
    /// The key is kept, as readers know the ticket by it. `received_at` is kept if the new row left
    /// it to its default, `closed_at` if the log no longer reaches back to it.
    private var settle: String {
        """
        UPDATE tickets SET changed_by = NULL, changed_at = NULL, changed_note = NULL
        WHERE key = NEW.key AND (changed_by IS NOT NULL OR changed_at IS NOT NULL
            OR changed_note IS NOT NULL);
        UPDATE tickets SET
            received_at = CASE WHEN NEW.received_at = \(StoreSchema.now)
                THEN (SELECT received_at FROM ticket_replaced) ELSE NEW.received_at END,
            closed_at = (SELECT closed_at FROM ticket_replaced),
            key = (SELECT key FROM ticket_replaced)
        WHERE key = NEW.key AND EXISTS (SELECT 1 FROM ticket_replaced);
        UPDATE tickets SET closed_at = \(Self.closedAt(of: "tickets"))
        WHERE key = coalesce((SELECT key FROM ticket_replaced), NEW.key)
            AND closed_at IS NOT \(Self.closedAt(of: "tickets"));
        DELETE FROM ticket_replaced;
        """
    }

    /// All attributes as one text for comparison.
    ///
    /// Without the time of reception, which a replacing row may leave to its default.
    private func content(of row: String) -> String {
        attributes.filter { $0 != "received_at" }
            .map { "quote(\(row)\(q($0)))" }.joined(separator: " || ',' || ")
    }
}
