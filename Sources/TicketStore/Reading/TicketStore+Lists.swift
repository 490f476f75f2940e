import BusinessTime
public import ServiceLevels

/// An event with its note.
public struct NotedEvent: Sendable, Hashable {
    public var event: TicketEvent
    public var note: String?
}

extension TicketStore {
    /// The columns of a store's tickets that can be attributes, in the table's order.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be opened.
    public static func attributeNames(path: String) throws(TicketStoreError) -> [String] {
        let store = TicketStore(path: path, layout: AttributeLayout(), logger: nil)
        try store.open()
        return try StoreColumns(store.opened().connection).names.filter {
            !["key", "id", "changed_by", "changed_at", "changed_note"].contains($0)
        }
    }

    /// Tickets with these values in columns of the table, the last entered first.
    ///
    /// - Throws: `TicketStoreError` if a column does not exist or the store cannot be read.
    public func tickets(
        where values: [String: String] = [:],
        isOpen: Bool = false,
        limit: Int
    ) throws(TicketStoreError) -> [Ticket] {
        let connection = try opened().connection
        try StoreColumns(connection).require(values.keys.sorted())
        var conditions = ["1"]
        var bound: [SQLiteValue] = [.integer(Int64(limit))]
        if isOpen { conditions.append("closed_at IS NULL") }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            bound.append(.text(value))
            conditions.append("\(SQLName.quoted(name)) = ?\(bound.count)")
        }
        let rows = try connection.prepare(
            """
            SELECT key FROM tickets WHERE \(conditions.joined(separator: " AND "))
            ORDER BY key DESC LIMIT ?1
            """
        )
        try rows.bind(bound)
        var keys: [Int64] = []
        while try rows.step() { keys.append(rows.integer(0)) }
        var tickets: [Ticket] = []
        for key in keys {
            if let ticket = try ticket(key: key) { tickets.append(ticket) }
        }
        return tickets
    }

    /// A ticket's events with their notes, in order.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func history(of id: String) throws(TicketStoreError) -> [NotedEvent] {
        let rows = try opened().connection.prepare(
            """
            SELECT seq, kind, at, by, subject, due, note FROM ticket_events
            WHERE ticket = ?1 ORDER BY at, seq
            """
        )
        try rows.bind(id, at: 1)
        var events: [NotedEvent] = []
        while try rows.step() {
            let event = TicketEvent(
                seq: rows.integer(0),
                kind: rows.text(1) ?? "",
                at: Instant(milliseconds: rows.integer(2)),
                by: rows.text(3),
                subject: rows.text(4),
                due: rows.isNull(5) ? nil : Instant(milliseconds: rows.integer(5))
            )
            events.append(NotedEvent(event: event, note: rows.text(6)))
        }
        return events
    }
}
