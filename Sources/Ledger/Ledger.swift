public import BusinessTime
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
        do {
            let (database, isNew) = try Self.open(file)
            self.database = database
            condition = isNew ? .new : .existing
        } catch let error where error.code == .corrupt {
            let stamp = now.iso8601().filter { $0 != ":" && $0 != "-" }
            let kept = try directory.setAside(Self.fileName, stamp: stamp)
            database = try Self.open(file).database
            condition = .replaced(kept: kept)
        }
    }

    static let fileName = "state.db"

    private static func open(
        _ file: String
    ) throws(LedgerError) -> (database: DatabaseQueue, isNew: Bool) {
        do {
            var configuration = GRDB.Configuration()
            configuration.journalMode = .wal
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA foreign_keys = ON")
            }
            let queue = try DatabaseQueue(path: file, configuration: configuration)
            // Only now: GRDB itself sets NORMAL when it turns on the write-ahead log.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let isNew = try queue.read { try $0.tableExists("alerts") } == false
            try check(queue, file: file)
            try LedgerSchema.migrator.migrate(queue)
            return (queue, isNew)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// Makes sure of what the promises rest on: durable commits, a sound and known file.
    private static func check(_ queue: DatabaseQueue, file: String) throws {
        try queue.writeWithoutTransaction { db in
            let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? ""
            guard synchronous == 2, journal == "wal" else {
                throw LedgerError(
                    .unusable,
                    "\(file): commits would not be durable (\(journal), \(synchronous))",
                    hint: "put the state directory on a local file system"
                )
            }
            let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
            guard verdict == "ok" else {
                throw LedgerError(.corrupt, "\(file) is damaged: \(verdict)", hint: "")
            }
            if try LedgerSchema.migrator.hasBeenSuperseded(db) {
                throw LedgerError(
                    .newerVersion,
                    "\(file) was written by a newer version of slawatchd",
                    hint: "install that version again, or name another 'state' directory"
                )
            }
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

extension LedgerError {
    /// What an error of the database means here.
    init(_ error: any Error, file: String) {
        guard let error = error as? DatabaseError else {
            self.init(.unusable, "\(file): \(error)", hint: "see the journal of the kernel")
            return
        }
        let text = error.message ?? "error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(.corrupt, "\(file) is damaged: \(text)", hint: "restart slawatchd")
        case .SQLITE_FULL:
            self.init(.full, "\(file): no space left on the disk", hint: "make room; see 'df'")
        default:
            self.init(
                .unusable,
                "\(file): \(text)",
                hint: "the state directory must be writable by the user that slawatchd runs as"
            )
        }
    }
}
