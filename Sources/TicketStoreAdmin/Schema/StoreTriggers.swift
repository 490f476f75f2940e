import TicketStore

/// The triggers that make plain SQL on `tickets` sufficient: they write the history into
/// `ticket_events`.
///
/// They compare columns by name and are made for the present columns; `slactl store init` makes
/// them again after a column was added.
struct StoreTriggers {
    /// The attributes whose changes are recorded.
    let attributes: [String]
    /// The columns of a complete record.
    var record = RecordFields()

    /// Every trigger's name and SQL, in the order of creation.
    var all: [(name: String, sql: String)] {
        [
            ("ticket_events_guard", eventGuard),
            ("ticket_events_append_only", appendOnly),
            ("ticket_events_in_order", inOrder),
            ("ticket_events_closing", closing),
            ("tickets_inserting", inserting),
            ("tickets_inserted", inserted),
            ("tickets_updated", updated),
            ("tickets_id_fixed", idFixed),
            ("tickets_closed_at_kept", closedAtKept),
            ("tickets_change_told", changeTold),
            ("tickets_upserted", upserted),
        ] + names + statuses
    }

    // MARK: - The log

    private var eventGuard: String {
        """
        CREATE TRIGGER ticket_events_guard BEFORE INSERT ON ticket_events BEGIN
            SELECT RAISE(ABORT, 'ticket_events.ticket: no ticket has this id')
            WHERE NOT EXISTS (SELECT 1 FROM tickets WHERE id = NEW.ticket);
            SELECT RAISE(ABORT, 'ticket_events: an event is never replaced; leave seq out')
            WHERE EXISTS (SELECT 1 FROM ticket_events WHERE seq = NEW.seq);
        END
        """
    }

    private var appendOnly: String {
        """
        CREATE TRIGGER ticket_events_append_only BEFORE UPDATE ON ticket_events
        WHEN NOT \(Self.foldsKind) BEGIN
            SELECT RAISE(ABORT, 'ticket_events is append-only: insert another event instead');
        END
        """
    }

    /// A lower seq would lie behind every reader's cursor and never be read.
    private var inOrder: String {
        """
        CREATE TRIGGER ticket_events_in_order AFTER INSERT ON ticket_events
        WHEN NEW.seq < (SELECT max(seq) FROM ticket_events) BEGIN
            SELECT RAISE(ABORT, 'ticket_events.seq is assigned by the store; leave it out');
        END
        """
    }

    private var closing: String { closing(name: "ticket_events_closing", on: "INSERT") }

    func closing(name: String, on event: String) -> String {
        """
        CREATE TRIGGER \(name) AFTER \(event) ON ticket_events
        WHEN NEW.kind IN ('closed', 'reopened') BEGIN
            \(Self.settleClosedAt(where: "id = NEW.ticket"))
        END
        """
    }

    // MARK: - Changes

    private var updated: String {
        let differs = attributes.map { "NEW.\(q($0)) IS NOT OLD.\(q($0))" }
        let events = TicketEvents(
            ticket: "NEW.id",
            oldStatus: "OLD.status",
            oldClosedAt: "OLD.closed_at",
            condition: "NEW.status IS NOT OLD.status"
        )
        return """
            CREATE TRIGGER tickets_updated
            AFTER UPDATE OF \(attributes.map(q).joined(separator: ", ")) ON tickets
            WHEN (\(differs.joined(separator: "\n    OR ")))
                AND NOT EXISTS (SELECT 1 FROM ticket_replaced WHERE by_key = OLD.key)
            BEGIN
                \(events.append(
                    kind: "'level_set'", subject: "NEW.priority",
                    where: "NEW.priority IS NOT OLD.priority AND coalesce(NEW.priority, '') <> ''"))
                \(events.statusChange)
                \(events.append(kind: "'changed'", subject: changedColumns, where: """
                    \(changedColumns) <> ''
                    """))
                \(events.recordComplete(
                    fields: record,
                    where: record.names
                        .map { "NEW.\(q($0)) IS NOT OLD.\(q($0))" }.joined(separator: " OR ")))
                \(Self.settleClosedAt(where: "key = NEW.key"))
            END
            """
    }

    /// The names of the changed columns, `a,b`, without those with their own event.
    private var changedColumns: String {
        let silentStatus = """
            (\(Self.milestone("NEW.status")) IS \(Self.milestone("OLD.status"))
                AND \(Self.milestone("NEW.status")) IS NOT 'waiting')
            OR (\(Self.milestone("NEW.status")) IS NULL AND OLD.closed_at IS NULL \
            AND coalesce(\(Self.milestone("OLD.status")), '') \
            NOT IN ('waiting', 'resolved', 'closed'))
            """
        let terms = attributes.map { name in
            var condition = "NEW.\(q(name)) IS NOT OLD.\(q(name))"
            switch name {
            case "status": condition += " AND (\(silentStatus))"
            case "priority": condition += " AND coalesce(NEW.priority, '') = ''"
            default: break
            }
            let text = name.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''")
            return "CASE WHEN \(condition) THEN ',\(text)' ELSE '' END"
        }
        return "substr(\(terms.joined(separator: "\n    || ")), 2)"
    }

    /// Ids must not change: log and people use them.
    private var idFixed: String {
        """
        CREATE TRIGGER tickets_id_fixed BEFORE UPDATE OF id ON tickets
        WHEN OLD.id IS NOT NULL AND NEW.id IS NOT OLD.id BEGIN
            SELECT RAISE(ABORT, 'tickets.id cannot change: its events are kept under it');
        END
        """
    }

    /// A mapper that writes whole rows would restore an old `closed_at`.
    ///
    /// If old closing events were deleted, the old value is all there is.
    private var closedAtKept: String {
        """
        CREATE TRIGGER tickets_closed_at_kept AFTER UPDATE OF closed_at ON tickets
        WHEN NEW.closed_at IS NOT OLD.closed_at
            AND (NEW.closed_at IS NOT \(Self.closedAt(of: "NEW"))
                OR NOT EXISTS (SELECT 1 FROM ticket_events
                    WHERE ticket = NEW.id AND kind IN ('closed', 'reopened')))
            AND NOT EXISTS (SELECT 1 FROM ticket_replaced WHERE by_key = OLD.key)
        BEGIN
            UPDATE tickets SET closed_at = OLD.closed_at WHERE key = NEW.key;
            \(Self.settleClosedAt(where: "key = NEW.key"))
        END
        """
    }

    /// Author, time and note belong to one change and are cleared after it.
    private var changeTold: String {
        """
        CREATE TRIGGER tickets_change_told
        AFTER UPDATE OF changed_by, changed_at, changed_note ON tickets
        WHEN NEW.changed_by IS NOT NULL OR NEW.changed_at IS NOT NULL
            OR NEW.changed_note IS NOT NULL
        BEGIN
            UPDATE tickets SET changed_by = NULL, changed_at = NULL, changed_note = NULL
            WHERE key = NEW.key;
        END
        """
    }

    /// `INSERT … ON CONFLICT DO UPDATE` notes the old row and then replaces nothing.
    private var upserted: String {
        """
        CREATE TRIGGER tickets_upserted AFTER UPDATE ON tickets
        WHEN EXISTS (SELECT 1 FROM ticket_replaced WHERE by_key IS NULL) BEGIN
            DELETE FROM ticket_replaced WHERE by_key IS NULL;
        END
        """
    }

    // MARK: - Fragments

    /// The milestone of a status, NULL for none.
    static func milestone(_ status: String) -> String {
        """
        (SELECT \(meaning(of: "statuses")) FROM statuses WHERE statuses.status = \
        coalesce((SELECT status FROM status_words WHERE word = \(status)), \(status)))
        """
    }

    /// The milestone in a row of `statuses`.
    static func meaning(of row: String) -> String {
        """
        CASE WHEN \(row).paused THEN 'waiting' \
        ELSE nullif(lower(trim(\(row).milestone)), '') END
        """
    }

    /// The closing time of a ticket, NULL if it is open.
    ///
    /// The status decides. Without a meaning the log decides: closed only if both the order of
    /// entry and the times say so, since late is better than forgotten. The time is that of the
    /// latest closing entered since the last reopening.
    ///
    /// - Parameter row: the row in `tickets`, by its name in the statement.
    /// - Returns: an SQL expression.
    static func closedAt(of row: String) -> String {
        let last = { (order: String) in
            """
            (SELECT kind FROM ticket_events WHERE ticket = \(row).id \
            AND kind IN ('closed', 'reopened') ORDER BY \(order) LIMIT 1)
            """
        }
        let since = """
            (SELECT max(at) FROM ticket_events WHERE ticket = \(row).id AND kind = 'closed' \
            AND seq > coalesce((SELECT max(seq) FROM ticket_events \
            WHERE ticket = \(row).id AND kind = 'reopened'), 0))
            """
        let ever = """
            (SELECT max(at) FROM ticket_events WHERE ticket = \(row).id AND kind = 'closed')
            """
        return """
            (CASE WHEN \(milestone("\(row).status")) IS 'closed' \
            THEN coalesce(\(since), \(ever), \(row).closed_at) \
            WHEN \(milestone("\(row).status")) IS NULL \
            AND \(last("seq DESC")) IS 'closed' AND \(last("at DESC, seq DESC")) IS 'closed' \
            THEN \(since) END)
            """
    }

    /// Sets `closed_at` by status and log, only if it changes.
    static func settleClosedAt(where condition: String) -> String {
        """
        UPDATE tickets SET closed_at = \(closedAt(of: "tickets"))
        WHERE \(condition) AND closed_at IS NOT \(closedAt(of: "tickets"));
        """
    }

    func q(_ name: String) -> String { SQLName.quoted(name) }
}
