import TicketStore

/// The statements by which a trigger on `tickets` appends events.
struct TicketEvents {
    /// SQL for the ticket's id.
    let ticket: String
    /// SQL for the previous status.
    let oldStatus: String
    /// SQL for the previous closing time.
    let oldClosedAt: String
    /// SQL for: the status changed.
    let condition: String

    /// The time of the change.
    static let at = "coalesce(NEW.changed_at, \(StoreSchema.now))"

    /// One event, under a condition.
    func append(
        kind: String,
        at: String = TicketEvents.at,
        subject: String = "NULL",
        note: String = "NEW.changed_note",
        where condition: String
    ) -> String {
        """
        INSERT INTO ticket_events(ticket, kind, at, by, subject, note)
        SELECT \(ticket), \(kind), \(at), NEW.changed_by, \(subject), \(note)
        WHERE \(condition);
        """
    }

    /// The events of leaving the old status and reaching the new one.
    var statusChange: String {
        let old = StoreTriggers.milestone(oldStatus)
        let new = StoreTriggers.milestone("NEW.status")
        // The CRM may set the closing time itself, in the same statement.
        let at = """
            CASE WHEN \(new) = 'closed' AND NEW.closed_at IS NOT \(oldClosedAt) \
            THEN coalesce(NEW.closed_at, \(Self.at)) ELSE \(Self.at) END
            """
        return [
            append(
                kind: "'resumed'",
                subject: oldStatus,
                where: "\(condition) AND \(old) = 'waiting'"
            ),
            append(
                kind: "'reopened'",
                where: """
                    \(condition) \
                    AND (\(old) IN ('resolved', 'closed') OR \(oldClosedAt) IS NOT NULL \
                    OR \(lastFinish) IN ('resolved', 'closed')) \
                    AND coalesce(\(new), '') NOT IN ('resolved', 'closed')
                    """
            ),
            append(
                kind: new,
                at: at,
                subject: "CASE WHEN \(new) = 'waiting' THEN NEW.status END",
                where: """
                    \(condition) AND \(new) IS NOT NULL \
                    AND (\(new) = 'waiting' OR \(new) IS NOT \(old))
                    """
            ),
        ].joined(separator: "\n")
    }

    /// The last entered event of finishing or reopening.
    ///
    /// A ticket finished by an event alone is reopened by a status that says otherwise.
    private var lastFinish: String {
        """
        (SELECT kind FROM ticket_events WHERE ticket = \(ticket) \
        AND kind IN ('resolved', 'closed', 'reopened') ORDER BY seq DESC LIMIT 1)
        """
    }

    /// The event that the record is complete, once.
    func recordComplete(fields: RecordFields, where condition: String) -> String {
        append(
            kind: "'record_complete'",
            note: "NULL",
            where: """
                (\(condition)) AND \(lacks("record_complete")) AND \(fields.isComplete("NEW"))
                """
        )
    }

    /// Whether the ticket has no such event yet.
    func lacks(_ kind: String) -> String {
        "NOT EXISTS (SELECT 1 FROM ticket_events WHERE ticket = \(ticket) AND kind = '\(kind)')"
    }
}
