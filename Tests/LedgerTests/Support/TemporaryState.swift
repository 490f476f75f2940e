import BusinessTime
import Foundation
import GRDB
import Ledger

/// A state directory of its own, which goes when the test is over.
final class TemporaryState {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "slawatch-state-" + UUID().uuidString
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Where the database lies.
    var file: String { path + "/state.db" }

    func open(now: Instant = .test) throws -> Ledger {
        try Ledger(directory: path, now: now)
    }

    /// The names of all files in it, in order.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// The rows of a query by a connection of its own, columns joined by `|`, NULL as `-`.
    func rows(_ sql: String) throws -> [String] {
        try Self.rows(sql, file: file)
    }

    static func rows(_ sql: String, file: String) throws -> [String] {
        try DatabaseQueue(path: file).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues
                    .map { $0.isNull ? "-" : String.fromDatabaseValue($0) ?? "\($0)" }
                    .joined(separator: "|")
            }
        }
    }

    /// Changes the database behind the ledger's back.
    func change(_ sql: String) throws {
        try DatabaseQueue(path: file).write { try $0.execute(sql: sql) }
    }
}

/// The error that a body throws.
func ledgerError(_ body: () throws -> Void) -> LedgerError? {
    do {
        try body()
        return nil
    } catch {
        return error as? LedgerError
    }
}
