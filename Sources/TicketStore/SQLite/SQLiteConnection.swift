import GRDBSQLite

/// An SQLite connection, used on one queue only.
///
/// Not GRDB's: the store is read with `sqlite3_column_*` on statements that live as long as the
/// connection, and a read-only connection needs its own flags and pragmas.
package final class SQLiteConnection {
    package enum Access {
        case readOnly
        case readWrite
        case create
    }

    package let path: String
    let handle: OpaquePointer
    /// Idle statements by SQL.
    ///
    /// Compiling one that changes tickets takes longer than running it, as all triggers are
    /// compiled with it.
    private var idle: [String: OpaquePointer] = [:]
    /// The maximum number of idle statements.
    private static let idleLimit = 64

    /// Opens a file; `.create` makes a missing one.
    ///
    /// - Throws: `TicketStoreError` if SQLite cannot open it.
    package init(
        path: String,
        _ access: Access,
        busyTimeout milliseconds: Int32
    ) throws(TicketStoreError) {
        self.path = path
        let mode =
            switch access {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        var opened: OpaquePointer?
        // NOMUTEX: the handle is confined to one queue, and the mutex costs a third of the speed.
        let code = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let reason = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            let extended = opened.map { sqlite3_extended_errcode($0) } ?? code
            sqlite3_close_v2(opened)
            throw TicketStoreError(sqlite: extended, reason: reason, path: path)
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, milliseconds)
    }

    deinit {
        for statement in idle.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(handle)
    }

    /// Makes a statement that lives until it is released.
    ///
    /// - Throws: `TicketStoreError` if the SQL does not compile for this database.
    package func prepare(_ sql: String) throws(TicketStoreError) -> SQLiteStatement {
        try SQLiteStatement(self, sql)
    }

    /// Runs statements without results.
    ///
    /// - Throws: `TicketStoreError` if one of them fails.
    package func execute(_ sql: String) throws(TicketStoreError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code) }
    }

    /// Runs one statement with values.
    ///
    /// - Throws: `TicketStoreError` if it fails.
    package func run(_ sql: String, _ values: [SQLiteValue]) throws(TicketStoreError) {
        let statement = try reuse(sql)
        try statement.bind(values)
        while try statement.step() {}
    }

    /// The first column of the first row as text.
    ///
    /// - Throws: `TicketStoreError` where the query is refused.
    package func text(_ sql: String, _ values: [SQLiteValue] = []) throws(TicketStoreError)
        -> String?
    {
        let statement = try reuse(sql)
        try statement.bind(values)
        return try statement.step() ? statement.text(0) : nil
    }

    /// The first column of the first row as an integer.
    ///
    /// - Throws: `TicketStoreError` where the query is refused.
    package func integer(_ sql: String, _ values: [SQLiteValue] = []) throws(TicketStoreError)
        -> Int64?
    {
        let statement = try reuse(sql)
        try statement.bind(values)
        guard try statement.step(), !statement.isNull(0) else { return nil }
        return statement.integer(0)
    }

    /// An idle statement, or a new one; it returns when it is released.
    private func reuse(_ sql: String) throws(TicketStoreError) -> SQLiteStatement {
        if let statement = idle.removeValue(forKey: sql) {
            return SQLiteStatement(self, reusing: statement, sql)
        }
        return try SQLiteStatement(self, sql, isReused: true)
    }

    /// Keeps an idle statement.
    func takeBack(_ statement: OpaquePointer, _ sql: String) {
        guard idle.count < Self.idleLimit, idle[sql] == nil else {
            sqlite3_finalize(statement)
            return
        }
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        idle[sql] = statement
    }

    /// Runs the body in a transaction.
    ///
    /// - Throws: the body's error, or `TicketStoreError` if the transaction fails.
    package func transaction<Result>(
        _ body: () throws(TicketStoreError) -> Result
    ) throws(TicketStoreError) -> Result {
        // Immediate, to meet a lock here and not in the middle of the work.
        try execute("BEGIN IMMEDIATE")
        do throws(TicketStoreError) {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // SQLite may have rolled back already; then this fails harmlessly.
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    func error(_ code: Int32) -> TicketStoreError {
        TicketStoreError(
            sqlite: code,
            reason: String(cString: sqlite3_errmsg(handle)),
            path: path
        )
    }
}

@available(*, unavailable)
extension SQLiteConnection: Sendable {}
