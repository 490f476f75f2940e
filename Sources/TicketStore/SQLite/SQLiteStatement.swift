import GRDBSQLite

/// A prepared statement, reused on its connection's queue.
package final class SQLiteStatement {
    let connection: SQLiteConnection
    let handle: OpaquePointer
    /// Its SQL if the connection keeps it for reuse; nil if it is not kept.
    private let reusedSQL: String?

    init(
        _ connection: SQLiteConnection,
        _ sql: String,
        isReused: Bool = false
    ) throws(TicketStoreError) {
        self.connection = connection
        reusedSQL = isReused ? sql : nil
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection.handle,
            sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &prepared,
            nil
        )
        guard code == SQLITE_OK, let prepared else { throw connection.error(code) }
        handle = prepared
    }

    /// Reuses a statement kept by the connection.
    init(_ connection: SQLiteConnection, reusing handle: OpaquePointer, _ sql: String) {
        self.connection = connection
        self.handle = handle
        reusedSQL = sql
    }

    deinit {
        if let reusedSQL {
            connection.takeBack(handle, reusedSQL)
        } else {
            sqlite3_finalize(handle)
        }
    }

    /// Moves to the next row; false after the last one.
    package func step() throws(TicketStoreError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            // The message belongs to the failed step and is read before the reset.
            let error = connection.error(code)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Ends the run, and the read transaction with the last run.
    func reset() {
        sqlite3_reset(handle)
    }

    func bind(_ values: [SQLiteValue]) throws(TicketStoreError) {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            switch value {
            case .null:
                let code = sqlite3_bind_null(handle, position)
                guard code == SQLITE_OK else { throw connection.error(code) }
            case .integer(let integer): try bind(integer, at: position)
            case .text(let text): try bind(text, at: position)
            }
        }
    }

    func bind(_ integer: Int64, at position: Int32) throws(TicketStoreError) {
        let code = sqlite3_bind_int64(handle, position, integer)
        guard code == SQLITE_OK else { throw connection.error(code) }
    }

    func bind(_ text: String, at position: Int32) throws(TicketStoreError) {
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // An empty string's pointer may be nil, which would bind NULL.
                guard let start = characters.baseAddress else {
                    return sqlite3_bind_text(handle, position, "", 0, Self.copied)
                }
                return sqlite3_bind_text(
                    handle,
                    position,
                    start,
                    Int32(characters.count),
                    Self.copied
                )
            }
        }
        guard code == SQLITE_OK else { throw connection.error(code) }
    }

    func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    package func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    /// The column as text; nil for NULL.
    package func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The column's bytes, valid until the next step; empty for NULL.
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        // The text is read before its length: the first call converts a number.
        guard let start = sqlite3_column_text(handle, column) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(
            start: start,
            count: Int(sqlite3_column_bytes(handle, column))
        )
    }

    /// How often it was run, to prove that a poll queries nothing.
    var runs: Int32 {
        sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_RUN, 0)
    }

    var columnNames: [String] {
        (0..<sqlite3_column_count(handle)).map { column in
            sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
        }
    }

    /// SQLITE_TRANSIENT, a macro that is not imported: SQLite copies the bytes.
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

@available(*, unavailable)
extension SQLiteStatement: Sendable {}
