public import BusinessTime
public import TicketStore

/// Writes to a ticket store for people at a terminal, as a CRM does by SQL.
///
/// The daemon never uses it. Every method is one transaction; the store's triggers do the rest, as
/// for a CRM.
public final class StoreWriter {
    public let path: String
    public let uuid: String
    /// The zone of wall-clock times.
    public let zone: ZoneRules

    let connection: SQLiteConnection

    /// Opens an existing store.
    ///
    /// - Throws: `TicketStoreError` if it is missing, not ours, or must not be opened.
    public init(path: String) throws(TicketStoreError) {
        let permissions = try StorePermissions(path: path)
        if let objection = permissions.objection { throw objection }
        self.path = path
        connection = try SQLiteConnection(path: path, .readWrite, busyTimeout: 5000)
        let info = try StoreInfo(connection)
        uuid = info.uuid
        zone = try info.zone()
    }

    /// Runs the body in a transaction.
    ///
    /// - Throws: The body's error.
    public func transaction<Result>(
        _ body: () throws(TicketStoreError) -> Result
    ) throws(TicketStoreError) -> Result {
        // Methods with a transaction each may be combined into a larger one.
        if isInTransaction { return try body() }
        isInTransaction = true
        defer { isInTransaction = false }
        return try connection.transaction(body)
    }

    private var isInTransaction = false
}

@available(*, unavailable)
extension StoreWriter: Sendable {}
