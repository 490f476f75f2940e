public import BusinessTime
import Foundation
import GRDB
import ServiceLevels

/// The daemon's own state: what has been said and what is still to be delivered.
///
/// One process writes it, the daemon; it holds a lock on the state directory. Everything is
/// committed with `synchronous=FULL`: what is recorded survives a power cut. Not thread safe: the
/// engine's queue owns it.
public final class Ledger {
    /// How the ledger was found when it was opened.
    public enum Condition: Sendable, Hashable {
        /// It was made: there was none.
        case new
        /// It was there.
        case existing
        /// It was damaged; it lies under this path now, and a new one was made.
        case replaced(kept: String)
    }

    /// How the ledger was found.
    public let condition: Condition
    private let directory: StateDirectory
    let database: DatabaseQueue

    /// Opens the ledger in a state directory, making both where they are missing.
    ///
    /// - Parameters:
    ///   - path: the state directory.
    ///   - now: names a damaged file that has to be set aside.
    /// - Throws: `LedgerError` where the directory is in use or cannot be used, or a newer version
    ///   wrote the file. A damaged file is no error: it is set aside.
    public init(directory path: String, now: Instant) throws(LedgerError) {
        directory = try StateDirectory(path: path)
        let file = path + "/" + Self.fileName
        var kept: String?
        var queue: DatabaseQueue?
        do {
            try Self.checkHeader(file)
            let opened = try Self.connect(file)
            queue = opened
            try Self.check(opened, file: file)
        } catch let error where error.code == .corrupt {
            let stamp = now.iso8601().filter { $0 != ":" && $0 != "-" }
            // While it is open: closing it would delete its log.
            kept = try directory.setAside(Self.fileName, stamp: stamp)
            try? queue?.close()
            queue = nil
        }
        if let queue { database = queue } else { database = try Self.connect(file) }
        let isNew = try Self.prepare(database, file: file)
        condition = kept.map { .replaced(kept: $0) } ?? (isNew ? .new : .existing)
    }

    static let fileName = "state.db"

    /// Tells other files from databases before SQLite sees them, as it deletes what it takes for
    /// the log of one.
    private static func checkHeader(_ file: String) throws(LedgerError) {
        guard let handle = FileHandle(forReadingAtPath: file) else { return }
        let header = (try? handle.read(upToCount: 16)) ?? Data()
        guard !header.isEmpty, header != Data("SQLite format 3\0".utf8) else { return }
        throw LedgerError(.corrupt, "\(file) is damaged: it is no database", hint: "")
    }

    private static func connect(_ file: String) throws(LedgerError) -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
        }
        do {
            return try DatabaseQueue(path: file, configuration: configuration)
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Makes sure that the file is sound and known, changing nothing.
    private static func check(_ queue: DatabaseQueue, file: String) throws(LedgerError) {
        do {
            let verdict = try queue.read { db in
                try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
            }
            guard verdict == "ok" else {
                throw LedgerError(.corrupt, "\(file) is damaged: \(verdict)", hint: "")
            }
            if try queue.read(LedgerSchema.migrator.hasBeenSuperseded) {
                throw LedgerError(
                    .newerVersion,
                    "\(file) was written by a newer version of slawatchd",
                    hint: "install that version again, or name another 'state' directory"
                )
            }
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Makes the tables where they are missing, and sure of what the promises rest on: durable
    /// commits.
    ///
    /// Not by the library's own WAL mode, which writes to the file before it could be checked and
    /// asks for `synchronous=NORMAL`.
    private static func prepare(_ queue: DatabaseQueue, file: String) throws(LedgerError) -> Bool {
        do {
            try queue.writeWithoutTransaction { db in
                let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") ?? ""
                let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
                guard synchronous == 2, journal == "wal" else {
                    throw LedgerError(
                        .unusable,
                        "\(file): commits would not be durable (\(journal), \(synchronous))",
                        hint: "put the state directory on a local file system"
                    )
                }
            }
            let isNew = try queue.read { try $0.tableExists("alerts") } == false
            try LedgerSchema.migrator.migrate(queue)
            return isNew
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Runs work on the database, turning its errors into ours.
    func perform<Value>(
        _ work: (Database) throws -> Value
    ) throws(LedgerError) -> Value {
        do {
            return try database.writeWithoutTransaction(work)
        } catch {
            throw LedgerError(error, file: database.path)
        }
    }

    /// A note kept under a name, nil where there is none.
    public func note(_ name: String) throws(LedgerError) -> String? {
        try perform { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
        }
    }

    /// Keeps a note under a name.
    public func keep(_ value: String, as name: String) throws(LedgerError) {
        try perform { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                arguments: [name, value]
            )
        }
    }
}
