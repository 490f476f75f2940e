public import BusinessTime
import Foundation
import GRDB
import ServiceLevels

/// The daemon's own state: the alerts raised and the messages to deliver.
///
/// Only the daemon writes it, and holds a lock on the state directory. Everything is committed with
/// `synchronous=FULL` and survives a power cut. Not thread safe: the engine's queue owns it.
public final class Ledger {
    /// The state in which the ledger was found.
    public enum Condition: Sendable, Hashable {
        /// There was none; a new one was made.
        case new
        /// It existed.
        case existing
        /// It was damaged and moved to this path; a new one was made.
        case replaced(kept: String)
    }

    public let condition: Condition
    /// The part of the check that is left for after the start; nil if the whole file was checked.
    public let pendingCheck: LedgerCheck?
    private let directory: StateDirectory
    let database: DatabaseQueue

    /// Opens the ledger in a state directory, making both if missing.
    ///
    /// - Parameters:
    ///   - path: the state directory.
    ///   - now: part of the name of a damaged file that is set aside.
    /// - Throws: `LedgerError` if the directory is in use or unusable, or a newer version wrote the
    ///   file. A damaged file is no error: it is set aside.
    public init(directory path: String, now: Instant) throws(LedgerError) {
        directory = try StateDirectory(path: path)
        let file = path + "/" + Self.fileName
        var kept: String?
        var queue: DatabaseQueue?
        let check = LedgerCheck(file: file)
        var isPending = false
        do throws(LedgerError) {
            try Self.checkHeader(file)
            if let reason = directory.condemned(Self.fileName) {
                throw LedgerError(.corrupt, "\(file) is damaged: \(reason)", hint: "")
            }
            let opened = try Self.connect(file)
            queue = opened
            isPending = check.isLong
            if !isPending { try check.run(on: opened) }
            try Self.checkVersion(opened, file: file)
        } catch let error where error.code == .corrupt {
            let stamp = now.iso8601().filter { $0 != ":" && $0 != "-" }
            // While it is open: closing it would delete its log.
            kept = try directory.setAside(Self.fileName, stamp: stamp)
            try? queue?.close()
            queue = nil
            isPending = false
        }
        if let queue { database = queue } else { database = try Self.connect(file) }
        let isNew = try Self.prepare(database, file: file)
        condition = kept.map { .replaced(kept: $0) } ?? (isNew ? .new : .existing)
        pendingCheck = isPending ? check : nil
        // From here on the engine waits for nobody: it tries again.
        try perform { db in try db.execute(sql: "PRAGMA busy_timeout = 0") }
    }

    /// Marks the file, found damaged in use, to be set aside at the next start.
    public func condemn(_ reason: String) { directory.condemn(Self.fileName, reason) }

    static let fileName = "state.db"

    /// How many seconds a start waits for other programs that use the file: after a kill its first
    /// reader brings the log in order, and nobody else gets in for that long.
    private static let startPatience: TimeInterval = 5

    /// Rejects other files before SQLite sees them: it deletes what it takes for a database's log.
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
        configuration.busyMode = .timeout(startPatience)
        do {
            return try DatabaseQueue(path: file, configuration: configuration)
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Rejects a file of a newer version without changing it.
    private static func checkVersion(_ queue: DatabaseQueue, file: String) throws(LedgerError) {
        let isNewer: Bool
        do {
            isNewer = try queue.read(LedgerSchema.migrator.hasBeenSuperseded)
        } catch {
            throw LedgerError(error, file: file)
        }
        guard isNewer else { return }
        throw LedgerError(
            .newerVersion,
            "\(file) was written by a newer version of slawatchd",
            hint: "install that version again, or name another 'state' directory"
        )
    }

    /// Makes missing tables and verifies durable commits, on which all guarantees rest.
    ///
    /// Not by the library's WAL mode, which writes to the file before it could be checked and sets
    /// `synchronous=NORMAL`.
    private static func prepare(_ queue: DatabaseQueue, file: String) throws(LedgerError) -> Bool {
        do {
            try queue.writeWithoutTransaction { db in
                // Applies to new files only: pruning returns their pages.
                try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
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

    /// Runs work on the database and translates its errors.
    func perform<Value>(
        _ work: (Database) throws -> Value
    ) throws(LedgerError) -> Value {
        do {
            // Reentrant for `together`.
            return try database.unsafeReentrantWrite(work)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(error, file: database.path)
        }
    }

    /// Runs several operations in one transaction.
    public func together<Value>(
        _ work: () throws(LedgerError) -> Value
    ) throws(LedgerError) -> Value {
        try perform { db in
            var value: Value?
            try db.inTransaction(.immediate) {
                value = try work()
                return .commit
            }
            guard let value else {
                throw LedgerError(.unusable, "\(database.path): nothing was done", hint: "")
            }
            return value
        }
    }

    /// A stored note; nil if there is none.
    public func note(_ name: String) throws(LedgerError) -> String? {
        try perform { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = ?", arguments: [name])
        }
    }

    /// Stores a note under a name.
    public func keep(_ value: String, as name: String) throws(LedgerError) {
        try perform { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                arguments: [name, value]
            )
        }
    }
}
