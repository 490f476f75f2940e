/// What happened in the store since the last look.
public enum StoreChange: Sendable, Hashable {
    /// Nothing.
    case unchanged
    /// These tickets changed: their keys, each once, in the order of their first event.
    case tickets([Int64])
    /// The store is not the one it was: everything must be read again.
    case reset(reason: String)
}

extension TicketStore {
    /// How many events one poll reads; the next one goes on.
    static let batch: Int64 = 10_000

    /// Whether the last `poll()` left events for the next one.
    public var hasMore: Bool { session?.hasMore ?? false }

    /// Reads the changes.
    ///
    /// Without changes this is one pragma and one `stat`, whatever the number of tickets.
    ///
    /// - Throws: `TicketStoreError`; the store is closed then, and `open()` opens it again.
    public func poll() throws(TicketStoreError) -> StoreChange {
        do {
            return try pollOpened(try opened())
        } catch {
            close()
            throw error
        }
    }

    private func pollOpened(_ session: StoreSession) throws(TicketStoreError) -> StoreChange {
        // A replaced file does not show in data_version: the old one is still open.
        let file = try StoreSource.file(path)
        guard file == (session.source.device, session.source.inode) else {
            try open()
            return try pollOpened(try opened())
        }
        let version = try session.currentDataVersion()
        if version == session.dataVersion, !session.hasMore, resetReason == nil {
            return .unchanged
        }
        try session.statuses.refresh()
        // A pending reset needs no other reason.
        let broken = resetReason == nil ? try discontinuity(session) : nil
        if let reason = resetReason ?? broken {
            try moveToEnd(session)
            session.dataVersion = version
            session.hasMore = false
            resetReason = nil
            return .reset(reason: reason)
        }
        let keys = try readChanges(session)
        // Only now: after a failed read the next poll must read again.
        session.dataVersion = version
        return keys.isEmpty ? .unchanged : .tickets(keys)
    }

    /// A sign that the log does not continue the known one.
    private func discontinuity(_ session: StoreSession) throws(TicketStoreError) -> String? {
        let uuid = try session.currentUUID()
        if uuid != self.uuid {
            self.uuid = uuid ?? ""
            source?.uuid = self.uuid
            return "the store is another one (\(self.uuid))"
        }
        let end = try session.end()
        if cursor > end { return "the log ends at \(end), before our position \(cursor)" }
        guard let lastEvent, let event = try session.event(at: cursor) else { return nil }
        return event == lastEvent ? nil : "event \(cursor) is another one than before"
    }

    private func readChanges(_ session: StoreSession) throws(TicketStoreError) -> [Int64] {
        let statement = session.changesStatement
        defer { statement.reset() }
        try statement.bind(cursor, at: 1)
        try statement.bind(Self.batch, at: 2)
        var keys: [Int64] = []
        var known: Set<Int64> = []
        var last = cursor
        var count: Int64 = 0
        while try statement.step() {
            count += 1
            last = statement.integer(0)
            // An event of a deleted ticket.
            if statement.isNull(1) { continue }
            let key = statement.integer(1)
            if known.insert(key).inserted { keys.append(key) }
        }
        if count > 0 {
            lastEvent = try session.event(at: last)
            cursor = last
        }
        session.hasMore = count == Self.batch
        return keys
    }

    /// Moves the cursor to the end: a full pass reads the rest.
    func moveToEnd(_ session: StoreSession) throws(TicketStoreError) {
        let end = try session.end()
        lastEvent = try session.event(at: end)
        cursor = end
    }
}
