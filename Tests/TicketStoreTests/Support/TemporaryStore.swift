import Foundation
import ServiceLevels
import Testing

@testable import TicketStore
@testable import TicketStoreAdmin

/// A store in a folder of its own, which goes when the test is over.
final class TemporaryStore {
    let folder: String
    let path: String

    init(zone: String = "Asia/Shanghai", isMade: Bool = true) throws {
        folder = NSTemporaryDirectory() + "slawatch-store-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        path = folder + "/tickets.db"
        if isMade { _ = try StoreWriter.create(path: path, zone: zone) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A connection as a CRM has one.
    func crm() throws -> SQLiteConnection {
        try SQLiteConnection(path: path, .readWrite, busyTimeout: 20_000)
    }

    /// Runs SQL as a CRM would.
    func sql(_ sql: String) throws {
        try crm().execute(sql)
    }

    /// Every row of a query, its columns joined by `|`, NULL as `-`.
    func rows(_ sql: String) throws -> [String] {
        let connection = try crm()
        let statement = try connection.prepare(sql)
        var rows: [String] = []
        while try statement.step() {
            rows.append(
                statement.columnNames.indices
                    .map { statement.text(Int32($0)) ?? "-" }.joined(separator: "|")
            )
        }
        return rows
    }

    /// The kinds of a ticket's events with their subjects, in the order of recording.
    func events(_ id: String, after seq: Int64 = 0) throws -> [String] {
        try rows(
            """
            SELECT kind || coalesce(':' || subject, '') FROM ticket_events
            WHERE ticket = '\(id)' AND seq > \(seq) ORDER BY seq
            """
        )
    }

    /// The highest `seq`.
    func end() throws -> Int64 {
        try crm().integer("SELECT max(seq) FROM ticket_events") ?? 0
    }

    /// A reader that is open.
    func reader(_ layout: AttributeLayout = .standard) throws -> TicketStore {
        let store = TicketStore(path: path, layout: layout, logger: nil)
        try store.open()
        return store
    }
}

/// The error that a body throws.
func storeError(_ body: () throws -> Void) -> TicketStoreError? {
    do {
        try body()
        return nil
    } catch {
        return error as? TicketStoreError
    }
}

/// Runs SQL in a second process, with the SQLite of the command line.
func runSQLite(_ path: String, _ commands: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
    process.arguments = [path, ".timeout 60000"] + commands
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw TicketStoreError(.system, "sqlite3 ended with \(process.terminationStatus)")
    }
}
