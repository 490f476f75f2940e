import BusinessTime
import ServiceLevels

/// An open connection of a reader with its statements.
final class StoreSession {
    let connection: SQLiteConnection
    let source: StoreSource
    let zone: ZoneRules
    /// Whether an older version made the store and it was not brought up to date.
    let isOutdated: Bool
    /// Columns of the layout that the triggers do not watch.
    let unwatchedColumns: [String]
    /// `PRAGMA data_version` before the log was last read.
    var dataVersion: Int64?
    /// Whether the last poll left events unread.
    var hasMore = false

    let dataVersionStatement: SQLiteStatement
    let endStatement: SQLiteStatement
    let uuidStatement: SQLiteStatement
    let eventAtStatement: SQLiteStatement
    let changesStatement: SQLiteStatement
    let ticketReader: TicketReader
    let statuses: StatusMeanings

    /// Opens an existing file.
    ///
    /// - Throws: `TicketStoreError` if it cannot be read as a store with these columns.
    init(path: String, layout: AttributeLayout) throws(TicketStoreError) {
        // The file's identity is read first: a replacement in between shows at the next poll.
        let file = try StoreSource.file(path)
        connection = try SQLiteConnection(path: path, .readOnly, busyTimeout: 250)
        try connection.execute(
            "PRAGMA query_only = ON; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY"
        )
        let info = try StoreInfo(connection)
        source = StoreSource(device: file.device, inode: file.inode, uuid: info.uuid)
        zone = try info.zone()
        isOutdated = info.isOutdated
        let columns = try StoreColumns(connection)
        try columns.require(layout.names)
        unwatchedColumns = try columns.unwatched(of: layout.names, connection)
        dataVersionStatement = try connection.prepare("PRAGMA data_version")
        endStatement = try connection.prepare(
            "SELECT seq FROM sqlite_sequence WHERE name = 'ticket_events'"
        )
        uuidStatement = try connection.prepare("SELECT value FROM store_info WHERE key = 'uuid'")
        eventAtStatement = try connection.prepare(
            "SELECT ticket, kind, at FROM ticket_events WHERE seq = ?1"
        )
        changesStatement = try connection.prepare(
            """
            SELECT e.seq, t.key FROM ticket_events AS e LEFT JOIN tickets AS t ON t.id = e.ticket
            WHERE e.seq > ?1 ORDER BY e.seq LIMIT ?2
            """
        )
        statuses = try StatusMeanings(connection)
        ticketReader = try TicketReader(connection, layout: layout, statuses: statuses)
    }

    /// The highest `seq` ever assigned, which deleting old events does not lower.
    func end() throws(TicketStoreError) -> Int64 {
        defer { endStatement.reset() }
        return try endStatement.step() ? endStatement.integer(0) : 0
    }

    func currentDataVersion() throws(TicketStoreError) -> Int64 {
        defer { dataVersionStatement.reset() }
        return try dataVersionStatement.step() ? dataVersionStatement.integer(0) : 0
    }

    func currentUUID() throws(TicketStoreError) -> String? {
        defer { uuidStatement.reset() }
        return try uuidStatement.step() ? uuidStatement.text(0) : nil
    }

    func event(at seq: Int64) throws(TicketStoreError) -> StoreSource.LastEvent? {
        defer { eventAtStatement.reset() }
        try eventAtStatement.bind(seq, at: 1)
        guard try eventAtStatement.step() else { return nil }
        return StoreSource.LastEvent(
            ticket: eventAtStatement.text(0) ?? "",
            kind: eventAtStatement.text(1) ?? "",
            at: eventAtStatement.integer(2)
        )
    }
}
