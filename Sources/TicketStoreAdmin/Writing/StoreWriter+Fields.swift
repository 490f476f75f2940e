import ServiceLevels
import Support
import TicketStore

extension StoreWriter {
    /// Stores the fields of a complete record; `auto` derives them from what the CRM fills.
    ///
    /// - Returns: the action in a line for people; nil without a change.
    static func keepFields(
        _ text: String,
        _ connection: SQLiteConnection
    ) throws(TicketStoreError) -> String? {
        let former = try StoreInfo(connection).values[RecordFields.key]
        if text.folded == "auto" {
            try connection.run("DELETE FROM store_info WHERE key = ?1", [.text(RecordFields.key)])
            return former.map { _ in "a complete record has what the CRM is seen to fill" }
        }
        let names = text.split(separator: ",").map { String($0).trimmingBlanks }
        let columns = try StoreColumns(connection)
        try columns.require(names)
        let list = names.joined(separator: ",")
        if list == former { return nil }
        try connection.run("DELETE FROM store_info WHERE key = ?1", [.text(RecordFields.key)])
        try connection.run(
            "INSERT INTO store_info(key, value) VALUES (?1, ?2)",
            [.text(RecordFields.key), .text(list)]
        )
        return "a complete record has \(list)"
    }

    /// Completes the records of open tickets that have all required fields, as of the time they got
    /// them.
    static func completeRecords(_ connection: SQLiteConnection) throws(TicketStoreError) {
        let fields = RecordFields(try StoreInfo(connection))
        try connection.execute(
            """
            INSERT INTO ticket_events(ticket, kind, at)
            SELECT t.id, 'record_complete', coalesce((SELECT e.at FROM ticket_events AS e
                WHERE e.ticket = t.id AND e.kind IN ('recorded', 'changed')
                ORDER BY e.seq DESC LIMIT 1), t.received_at)
            FROM tickets AS t WHERE t.closed_at IS NULL AND \(fields.isComplete("t"))
                AND NOT EXISTS (SELECT 1 FROM ticket_events AS e
                    WHERE e.ticket = t.id AND e.kind = 'record_complete')
            ORDER BY t.key
            """
        )
    }
}
