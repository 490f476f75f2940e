public import BusinessTime
public import TicketStore

extension StoreWriter {
    /// Enters a ticket and returns its id, which the store assigns if none is given.
    ///
    /// - Throws: `TicketStoreError` if the id exists or a column does not.
    @discardableResult
    public func add(
        _ attributes: [String: String],
        id: String? = nil,
        received: Instant? = nil,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) -> String {
        try StoreColumns(connection).require(attributes.keys.sorted())
        if let id, try exists(id) {
            throw TicketStoreError(
                .refused,
                "ticket '\(id)' is already in the store",
                hint: "slactl ticket show \(id)"
            )
        }
        var columns = ["id", "changed_by", "changed_at", "changed_note"]
        var values: [SQLiteValue] = [
            SQLiteValue(id), SQLiteValue(act.by), SQLiteValue(act.at?.milliseconds),
            SQLiteValue(act.note),
        ]
        // By default the time of the statement.
        if let received {
            columns.append("received_at")
            values.append(.integer(received.milliseconds))
        }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            columns.append(name)
            values.append(.text(value))
        }
        let names = columns.map(SQLName.quoted).joined(separator: ", ")
        let places = (1...columns.count).map { "?\($0)" }.joined(separator: ", ")
        return try transaction { () throws(TicketStoreError) -> String in
            try connection.run("INSERT INTO tickets(\(names)) VALUES (\(places))", values)
            // The statement's id may be NULL: the trigger has assigned one since.
            let id = try connection.text(
                "SELECT id FROM tickets WHERE key = last_insert_rowid()"
            )
            return id ?? ""
        }
    }

    /// Changes attributes of a ticket.
    ///
    /// - Throws: `TicketStoreError` if the ticket or a column does not exist.
    public func set(
        _ attributes: [String: String?],
        of id: String,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) {
        try StoreColumns(connection).require(attributes.keys.sorted())
        var sets = ["changed_by = ?2", "changed_at = ?3", "changed_note = ?4"]
        var values: [SQLiteValue] = [
            .text(id), SQLiteValue(act.by), SQLiteValue(act.at?.milliseconds),
            SQLiteValue(act.note),
        ]
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            values.append(SQLiteValue(value))
            sets.append("\(SQLName.quoted(name)) = ?\(values.count)")
        }
        try transaction { () throws(TicketStoreError) in
            try require(id)
            try connection.run(
                "UPDATE tickets SET \(sets.joined(separator: ", ")) WHERE id = ?1",
                values
            )
        }
    }

    /// Sets a ticket's status, in the language of its present status.
    ///
    /// - Returns: The word written.
    /// - Throws: `TicketStoreError` if it has that status already.
    @discardableResult
    public func set(
        status: TicketStatus,
        of id: String,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) -> String {
        try transaction { () throws(TicketStoreError) -> String in
            let current = try attribute("status", of: id)
            let word = try status.word(besides: current, in: connection)
            if current == word {
                throw TicketStoreError(
                    .refused,
                    "ticket '\(id)' is \(word) already",
                    hint: "slactl ticket show \(id)"
                )
            }
            try set(["status": word], of: id, act)
            return word
        }
    }

    /// Appends an event and returns its `seq`.
    ///
    /// - Throws: `TicketStoreError` if the ticket does not exist.
    @discardableResult
    public func append(
        _ kind: String,
        to id: String,
        subject: String? = nil,
        due: Instant? = nil,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) -> Int64 {
        if let due {
            try EventTime.check(due: due, at: act.at ?? SystemTime.now(), in: zone)
        }
        return try transaction { () throws(TicketStoreError) -> Int64 in
            try require(id)
            try connection.run(
                """
                INSERT INTO ticket_events(ticket, kind, at, by, subject, due, note)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """,
                [
                    .text(id), .text(kind), SQLiteValue(act.at?.milliseconds),
                    SQLiteValue(act.by), SQLiteValue(subject), SQLiteValue(due?.milliseconds),
                    SQLiteValue(act.note),
                ]
            )
            return try connection.integer("SELECT last_insert_rowid()") ?? 0
        }
    }

    /// An attribute of a ticket; nil if it is empty.
    ///
    /// - Throws: `TicketStoreError` if the ticket does not exist.
    public func attribute(
        _ name: String,
        of id: String
    ) throws(TicketStoreError) -> String? {
        try require(id)
        try StoreColumns(connection).require([name])
        let value = try connection.text(
            "SELECT \(SQLName.quoted(name)) FROM tickets WHERE id = ?1",
            [.text(id)]
        )
        return value?.isEmpty == true ? nil : value
    }

    /// Whether a ticket with this id exists.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func exists(_ id: String) throws(TicketStoreError) -> Bool {
        try connection.integer("SELECT 1 FROM tickets WHERE id = ?1", [.text(id)]) != nil
    }

    /// Requires a ticket to exist.
    ///
    /// - Throws: `TicketStoreError` of code `noTicket`.
    func require(_ id: String) throws(TicketStoreError) {
        guard try exists(id) else { throw TicketStoreError.noTicket(id) }
    }
}
