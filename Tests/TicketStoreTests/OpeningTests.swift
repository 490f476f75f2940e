import Foundation
import ServiceLevels
import Testing

@testable import TicketStore
@testable import TicketStoreAdmin

struct OpeningTests {
    @Test func aMissingStoreIsNeverCreated() throws {
        let store = try TemporaryStore(isMade: false)
        let error = storeError { _ = try store.reader() }
        #expect(error?.code == .missing)
        #expect(error?.hint?.contains("slactl store init") == true)
        #expect(storeError { _ = try StoreWriter(path: store.path) }?.code == .missing)
        #expect(!FileManager.default.fileExists(atPath: store.path))
    }

    @Test(arguments: ["this is no database, and it is long enough to be sure of that", "x"])
    func aFileOfSomethingElseIsRefused(_ text: String) throws {
        let store = try TemporaryStore(isMade: false)
        try text.write(toFile: store.path, atomically: true, encoding: .utf8)
        #expect(storeError { _ = try store.reader() }?.code == .notADatabase)
    }

    @Test func anEmptyFileIsNoStore() throws {
        let store = try TemporaryStore(isMade: false)
        try "".write(toFile: store.path, atomically: true, encoding: .utf8)
        let error = storeError { _ = try store.reader() }
        #expect(error?.code == .foreign)
        #expect(error?.hint?.contains("slactl store init") == true)
        #expect(try !StoreWriter.create(path: store.path, zone: "UTC").isEmpty)
        #expect(try store.reader().openCount() == 0)
    }

    @Test func aTruncatedStoreIsDamaged() throws {
        let store = try TemporaryStore()
        try store.sql(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            INSERT INTO tickets(id, title) SELECT 'T' || i, hex(randomblob(100)) FROM n;
            """
        )
        try store.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        #expect(truncate(store.path, 3 * 4096 + 100) == 0)
        let error = storeError {
            let reader = try store.reader()
            _ = try reader.openTickets(after: nil, limit: 1000) { _ in }
        }
        #expect(error?.code == .notADatabase)
        #expect(StoreCheck(path: store.path).hasErrors)
    }

    @Test func anotherDatabaseIsNoStore() throws {
        let store = try TemporaryStore(isMade: false)
        let other = try SQLiteConnection(path: store.path, .create, busyTimeout: 0)
        try other.execute("CREATE TABLE orders(id)")
        #expect(storeError { _ = try store.reader() }?.code == .foreign)
        let refusal = storeError { _ = try StoreWriter.create(path: store.path, zone: "UTC") }
        #expect(refusal?.hint?.contains("--force") == true)
        _ = try StoreWriter.create(path: store.path, zone: "UTC", force: true)
        #expect(try store.reader().openCount() == 0)
        #expect(try store.rows("SELECT count(*) FROM orders") == ["0"])
    }

    @Test func aNewerStoreIsRefused() throws {
        let store = try TemporaryStore()
        try store.sql("UPDATE store_info SET value = '99' WHERE key = 'schema_version'")
        let error = storeError { _ = try store.reader() }
        #expect(error?.code == .newer)
        #expect(error?.message.contains("schema version 99") == true)
        #expect(storeError { _ = try StoreWriter(path: store.path) }?.code == .newer)
    }

    @Test func aLockedStoreIsLockedAndThenOpens() throws {
        let store = try TemporaryStore()
        var holder: SQLiteConnection? = try store.crm()
        try holder?.execute(
            "PRAGMA locking_mode = EXCLUSIVE; INSERT INTO tickets(id) VALUES('A')"
        )
        let error = storeError { _ = try store.reader() }
        #expect(error?.code == .locked)
        holder = nil
        #expect(try store.reader().openCount() == 1)
    }

    @Test func aWriterAtWorkDoesNotKeepUsOut() throws {
        let store = try TemporaryStore()
        let holder = try store.crm()
        try holder.execute("BEGIN IMMEDIATE; INSERT INTO tickets(id) VALUES('A')")
        let reader = try store.reader()
        #expect(try reader.openCount() == 0)
        try holder.execute("COMMIT")
        #expect(try reader.poll() == .tickets([1]))
    }

    @Test func aColumnThatIsNotThereNamesTheNearest() throws {
        let store = try TemporaryStore()
        let error = storeError { _ = try store.reader(AttributeLayout(["status", "ownr"])) }
        #expect(error?.code == .column)
        #expect(error?.message.contains("'ownr'") == true)
        #expect(error?.message.contains("'owner'") == true)
    }

    @Test func readingWritesNothing() throws {
        let store = try TemporaryStore()
        let reader = try store.reader()
        let connection = try reader.opened().connection
        #expect(storeError { try connection.execute("DELETE FROM tickets") } != nil)
        #expect(storeError { try connection.execute("CREATE TABLE x(y)") } != nil)
    }

    @Test func makingAgainDestroysNothing() throws {
        let store = try TemporaryStore()
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        let before = try store.rows("SELECT value FROM store_info WHERE key = 'uuid'")
        _ = try StoreWriter.create(path: store.path, zone: nil, force: true)
        #expect(try store.rows("SELECT value FROM store_info WHERE key = 'uuid'") == before)
        #expect(try store.events("A") == ["received", "recorded"])
        #expect(
            storeError { _ = try StoreWriter.create(path: store.path, zone: "Europe/Berlin") }?
                .code == .refused
        )
    }

    @Test func aSoundStoreChecksOut() throws {
        let store = try TemporaryStore()
        let check = StoreCheck(path: store.path)
        #expect(check.findings.allSatisfy { $0.severity == .fine }, "\(check.findings)")
        try store.sql(
            """
            DELETE FROM zone_offsets WHERE from_ms > 0;
            INSERT INTO tickets(id, status) VALUES('A', 'odd');
            """
        )
        let warnings = StoreCheck(path: store.path).findings.filter { $0.severity == .warning }
        #expect(warnings.count == 2)
        #expect(warnings.contains { $0.message.contains("'odd'") })
    }

    @Test func lookingAtPermissionsDropsNoLock() throws {
        let store = try TemporaryStore()
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        let reader = try store.reader()
        _ = try StorePermissions(path: store.path)
        _ = StoreCheck(path: store.path)
        // The last writer to leave deletes the log, unless it sees our lock.
        try runSQLite(store.path, "UPDATE tickets SET owner = 'li'")
        #expect(FileManager.default.fileExists(atPath: store.path + "-wal"))
        #expect(try reader.poll() == .tickets([1]))
        try runSQLite(store.path, "UPDATE tickets SET owner = 'wang'")
        #expect(try reader.poll() == .tickets([1]))
    }
}
