import BusinessTime
import ServiceLevels

/// Reads tickets with their events on reused statements.
final class TicketReader {
    private let layout: AttributeLayout
    private let statuses: StatusMeanings
    private let byKey: SQLiteStatement
    private let byId: SQLiteStatement
    private let openById: SQLiteStatement
    private let events: EventCursor
    /// Attributes' values and ids.
    private var texts = TextCache(places: 1024)

    init(
        _ connection: SQLiteConnection,
        layout: AttributeLayout,
        statuses: StatusMeanings
    ) throws(TicketStoreError) {
        self.layout = layout
        self.statuses = statuses
        let columns = (["key", "id", "received_at", "closed_at", "status"] + layout.names)
            .map(SQLName.quoted).joined(separator: ", ")
        byKey = try connection.prepare("SELECT \(columns) FROM tickets WHERE key = ?1")
        byId = try connection.prepare("SELECT \(columns) FROM tickets WHERE id = ?1")
        let open = """
            SELECT \(columns) FROM tickets INDEXED BY tickets_open
            WHERE closed_at IS NULL AND id > ?1 ORDER BY id LIMIT ?2
            """
        openById = try connection.prepare(open)
        events = try EventCursor(connection)
    }

    func ticket(key: Int64) throws(TicketStoreError) -> Ticket? {
        try byKey.bind(key, at: 1)
        return try single(byKey)
    }

    func ticket(id: String) throws(TicketStoreError) -> Ticket? {
        try byId.bind(id, at: 1)
        return try single(byId)
    }

    private func single(_ statement: SQLiteStatement) throws(TicketStoreError) -> Ticket? {
        // The row's statement stays open while the events are read: one snapshot for both.
        defer {
            statement.reset()
            events.end()
        }
        guard try statement.step() else { return nil }
        return try read(statement)
    }

    func openTickets(
        after id: String?,
        limit: Int,
        _ body: (Ticket) throws -> Void
    ) throws -> String? {
        defer {
            openById.reset()
            events.end()
        }
        try openById.bind(id ?? "", at: 1)
        try openById.bind(Int64(limit), at: 2)
        var count = 0
        var last: String?
        while try openById.step() {
            let ticket = try read(openById)
            count += 1
            last = ticket.id
            try body(ticket)
        }
        return count < limit ? nil : last
    }

    private func read(_ statement: SQLiteStatement) throws(TicketStoreError) -> Ticket {
        let events = try events.events(of: statement.bytes(1))
        return Self.ticket(statement, layout, events, statuses, &texts)
    }

    /// Static, so that the cache is accessed once per row: each access is checked at run time.
    private static func ticket(
        _ statement: SQLiteStatement,
        _ layout: AttributeLayout,
        _ events: [TicketEvent],
        _ statuses: StatusMeanings,
        _ texts: inout TextCache
    ) -> Ticket {
        let values = [String?](unsafeUninitializedCapacity: layout.names.count) { buffer, count in
            for slot in 0..<layout.names.count {
                let bytes = statement.bytes(Int32(slot + 5))
                (buffer.baseAddress.map { $0 + slot })?.initialize(
                    to: bytes.isEmpty ? nil : texts.text(bytes)
                )
            }
            count = layout.names.count
        }
        return Ticket(
            key: statement.integer(0),
            id: texts.text(statement.bytes(1)),
            values: values,
            layout: layout,
            events: events,
            state: statuses.state(
                of: texts.text(statement.bytes(4)),
                isClosed: !statement.isNull(3)
            ),
            received: statement.isNull(2) ? nil : TimeBounds.instant(statement.integer(2))
        )
    }
}
