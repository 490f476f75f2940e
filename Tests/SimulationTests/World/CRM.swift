import BusinessTime
import Foundation
import GRDBSQLite

/// The program that writes the ticket store, by plain SQL on a connection of its own.
final class CRM {
    /// SQL that the store refused.
    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    private var handle: OpaquePointer?

    init(_ path: String) throws {
        guard sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            throw Refusal(description: "\(path) cannot be opened")
        }
        sqlite3_busy_timeout(handle, 1000)
        // Durability of the store is not what is tried.
        try run("PRAGMA synchronous = OFF; PRAGMA recursive_triggers = OFF")
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements.
    func run(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw Refusal(description: "\(String(cString: sqlite3_errmsg(handle))): \(sql)")
        }
    }

    /// The rows that a query finds, as text.
    func rows(_ sql: String) throws -> [[String?]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
            throw Refusal(description: "\(String(cString: sqlite3_errmsg(handle))): \(sql)")
        }
        defer { sqlite3_finalize(statement) }
        var rows: [[String?]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                rows.append(
                    (0..<sqlite3_column_count(statement)).map { column in
                        sqlite3_column_text(statement, column).map { String(cString: $0) }
                    }
                )
            case SQLITE_DONE: return rows
            default: throw Refusal(description: String(cString: sqlite3_errmsg(handle)))
            }
        }
    }

    /// A value in SQL.
    static func quoted(_ text: String?) -> String {
        guard let text else { return "NULL" }
        return "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''") + "'"
    }
}
