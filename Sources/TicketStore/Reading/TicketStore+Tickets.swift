public import ServiceLevels

extension TicketStore {
    /// The ticket with a key, if it exists.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func ticket(key: Int64) throws(TicketStoreError) -> Ticket? {
        try opened().ticketReader.ticket(key: key)
    }

    /// The ticket with an id, if it exists.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func ticket(id: String) throws(TicketStoreError) -> Ticket? {
        try opened().ticketReader.ticket(id: id)
    }

    /// Passes on the tickets that are not closed, in the order of their ids, slice by slice.
    ///
    /// No transaction is held between slices, so that a long pass delays no checkpoint of a writer.
    ///
    /// - Parameters:
    ///   - id: the last id of the previous slice; nil or empty for the first slice.
    ///   - limit: the maximum number of tickets.
    ///   - body: receives each ticket; it must not use the store.
    /// - Returns: the last id of this slice; nil if no ticket is left after it.
    /// - Throws: `TicketStoreError`, or the body's error.
    public func openTickets(
        after id: String?,
        limit: Int,
        _ body: (Ticket) throws -> Void
    ) throws -> String? {
        try opened().ticketReader.openTickets(after: id, limit: limit, body)
    }

    /// Whether a ticket is closed; nil if it does not exist.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func isClosed(ticket id: String) throws(TicketStoreError) -> Bool? {
        try opened().connection.integer(
            "SELECT closed_at IS NOT NULL FROM tickets WHERE id = ?1",
            [.text(id)]
        ).map { $0 != 0 }
    }

    /// Whether `statuses` has a status; true if the store cannot be read.
    public func knows(status: String) -> Bool {
        (try? opened().statuses.knows(status)) ?? true
    }

    /// The number of tickets that are not closed.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func openCount() throws(TicketStoreError) -> Int {
        let count = try opened().connection.integer(
            "SELECT count(*) FROM tickets INDEXED BY tickets_open WHERE closed_at IS NULL"
        )
        return Int(count ?? 0)
    }
}
