public import BusinessTime
public import TicketStore

/// Writes to a ticket store for people at a terminal: what a CRM does by itself in SQL.
///
/// The daemon never uses it. Every method is one transaction, and the store's triggers do the
/// rest, exactly as for a CRM.
public final class StoreWriter {
    /// The database file.
    public let path: String
    /// The store's identity.
    public let uuid: String
    /// The zone that wall times are meant in.
    public let zone: ZoneRules

    let connection: SQLiteConnection

    /// Opens a store that exists.
    ///
    /// - Throws: `TicketStoreError` where it is missing, not ours, or must not be opened.
    public init(path: String) throws(TicketStoreError) {
        let permissions = try StorePermissions(path: path)
        if let objection = permissions.objection { throw objection }
        self.path = path
        connection = try SQLiteConnection(path: path, .readWrite, busyTimeout: 5000)
        let info = try StoreInfo(connection)
        uuid = info.uuid
        zone = try info.zone()
    }

    /// Everything the body writes, or nothing of it.
    ///
    /// - Throws: What the body throws.
    public func transaction<Result>(
        _ body: () throws(TicketStoreError) -> Result
    ) throws(TicketStoreError) -> Result {
        // Methods that are one transaction each may be put together into a larger one.
        if isInTransaction { return try body() }
        isInTransaction = true
        defer { isInTransaction = false }
        return try connection.transaction(body)
    }

    private var isInTransaction = false
}

@available(*, unavailable)
extension StoreWriter: Sendable {}
