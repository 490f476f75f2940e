public import ServiceLevels

extension TicketStore {
    /// The ticket with a key, nil where there is none (any more).
    ///
    /// - Throws: `TicketStoreError` where the store cannot be read.
    public func ticket(key: Int64) throws(TicketStoreError) -> Ticket? {
        try opened().ticketReader.ticket(key: key)
    }

    /// The ticket with an id, nil where there is none (any more).
    ///
    /// - Throws: `TicketStoreError` where the store cannot be read.
    public func ticket(id: String) throws(TicketStoreError) -> Ticket? {
        try opened().ticketReader.ticket(id: id)
    }

    /// Hands over the tickets that are not closed, in the order of their ids, a slice at a time.
    ///
    /// No transaction is held between slices, so a long pass keeps no writer from its checkpoint.
    ///
    /// - Parameters:
    ///   - id: The last id of the slice before; nil or empty for the first one.
    ///   - limit: How many tickets at most.
    ///   - body: What is done with each; the store must not be used in it.
    /// - Returns: The last id of this slice, nil where no ticket is left after it.
    /// - Throws: `TicketStoreError`, or what the body throws.
    public func openTickets(
        after id: String?,
        limit: Int,
        _ body: (Ticket) throws -> Void
    ) throws -> String? {
        try opened().ticketReader.openTickets(after: id, limit: limit, body)
    }

    /// Whether a ticket is closed; nil where there is none of that id (any more).
    ///
    /// - Throws: `TicketStoreError` where the store cannot be read.
    public func isClosed(ticket id: String) throws(TicketStoreError) -> Bool? {
        try opened().connection.integer(
            "SELECT closed_at IS NOT NULL FROM tickets WHERE id = ?1",
            [.text(id)]
        ).map { $0 != 0 }
    }

    /// Whether `statuses` says something of a status; true where the store cannot be asked.
    public func knows(status: String) -> Bool {
        (try? opened().statuses.knows(status)) ?? true
    }

    /// How many tickets are not closed.
    ///
    /// - Throws: `TicketStoreError` where the store cannot be read.
    public func openCount() throws(TicketStoreError) -> Int {
        let count = try opened().connection.integer(
            "SELECT count(*) FROM tickets INDEXED BY tickets_open WHERE closed_at IS NULL"
        )
        return Int(count ?? 0)
    }
}
