import Foundation
import ServiceLevels
import Testing

@testable import TicketStore

struct PollTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
        try store.sql("INSERT INTO tickets(id) VALUES('A'), ('B'), ('C')")
    }

    @Test func nothingHappened() throws {
        let reader = try store.reader()
        #expect(reader.cursor == 6)
        #expect(try reader.poll() == .unchanged)
        #expect(try reader.poll() == .unchanged)
    }

    @Test func changesComeOnceAndInOrder() throws {
        let reader = try store.reader()
        try store.sql(
            """
            UPDATE tickets SET status = 'resolved' WHERE id = 'C';
            UPDATE tickets SET owner = 'li' WHERE id = 'A';
            UPDATE tickets SET status = 'closed' WHERE id = 'C';
            """
        )
        #expect(try reader.poll() == .tickets([3, 1]))
        #expect(try reader.poll() == .unchanged)
        #expect(reader.cursor == (try store.end()))
    }

    @Test func aChangeWithoutEventIsNoChange() throws {
        let reader = try store.reader()
        try store.sql("CREATE TABLE other(x); INSERT INTO other VALUES(1)")
        #expect(try reader.poll() == .unchanged)
    }

    @Test func aLargeBatchComesInParts() throws {
        let reader = try store.reader()
        try store.sql(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
            INSERT INTO tickets(id) SELECT 'T' || i FROM n
            """
        )
        guard case .tickets(let first) = try reader.poll() else {
            Issue.record("no tickets")
            return
        }
        // Of 10,000 events at a time, two or three a ticket.
        #expect((3333...5000).contains(first.count))
        #expect(reader.hasMore)
        guard case .tickets(let second) = try reader.poll() else {
            Issue.record("no more tickets")
            return
        }
        #expect(!reader.hasMore)
        #expect(Set(first).union(second).count == 6000)
        #expect(try reader.poll() == .unchanged)
    }

    @Test func pollingUnchangedReadsNoTable() throws {
        let reader = try store.reader()
        _ = try reader.poll()
        let session = try reader.opened()
        let queries = [
            session.changesStatement, session.endStatement, session.eventAtStatement,
            session.uuidStatement,
        ]
        let before = queries.map(\.runs)
        for _ in 0..<100 { #expect(try reader.poll() == .unchanged) }
        #expect(queries.map(\.runs) == before)
        #expect(session.dataVersionStatement.runs >= 100)
    }

    @Test func deletingOldEventsIsNoReset() throws {
        let reader = try store.reader()
        try store.sql("DELETE FROM ticket_events WHERE ticket = 'C'")
        #expect(try reader.poll() == .unchanged)
        try store.sql("UPDATE tickets SET owner = 'x' WHERE id = 'A'")
        #expect(try reader.poll() == .tickets([1]))
    }

    @Test func aFileMovedOverItIsNoticed() throws {
        let reader = try store.reader()
        let other = try TemporaryStore()
        try other.sql("INSERT INTO tickets(id) VALUES('X')")
        try other.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        try FileManager.default.removeItem(atPath: store.path + "-wal")
        try FileManager.default.removeItem(atPath: store.path + "-shm")
        #expect(rename(other.path, store.path) == 0)
        guard case .reset(let reason) = try reader.poll() else {
            Issue.record("not noticed")
            return
        }
        #expect(reason.contains("another one"))
        #expect(try reader.ticket(id: "X")?.id == "X")
        #expect(try reader.poll() == .unchanged)
    }

    @Test func aBackupPutBackInPlaceIsNoticed() throws {
        let backup = store.folder + "/backup"
        try store.sql("VACUUM INTO '\(backup)'")
        try store.sql("UPDATE tickets SET owner = 'li'")
        let reader = try store.reader()
        #expect(try reader.poll() == .unchanged)
        try runSQLite(store.path, ".restore \(backup)")
        guard case .reset(let reason) = try reader.poll() else {
            Issue.record("not noticed")
            return
        }
        #expect(reason.contains("before our position"))
        #expect(reader.cursor == 6)
    }

    @Test func aBackupThatGrewPastUsIsNoticed() throws {
        let backup = store.folder + "/backup"
        try store.sql("VACUUM INTO '\(backup)'")
        try store.sql("UPDATE tickets SET owner = 'li' WHERE id = 'A'")
        let reader = try store.reader()
        try runSQLite(store.path, ".restore \(backup)")
        try store.sql("UPDATE tickets SET mood = '不满'")
        guard case .reset(let reason) = try reader.poll() else {
            Issue.record("not noticed")
            return
        }
        #expect(reason.contains("another one than before"))
    }

    @Test func aMissingFileIsAnErrorUntilItIsBack() throws {
        let reader = try store.reader()
        #expect(rename(store.path, store.path + ".away") == 0)
        #expect(storeError { _ = try reader.poll() }?.code == .missing)
        #expect(!reader.isOpen)
        #expect(storeError { try reader.open() }?.code == .missing)
        #expect(rename(store.path + ".away", store.path) == 0)
        try store.sql("UPDATE tickets SET owner = 'li' WHERE id = 'B'")
        try reader.open()
        #expect(try reader.poll() == .tickets([2]))
    }

    @Test func noEventIsMissedBesideConcurrentWriters() throws {
        let reader = try store.reader()
        let path = store.path
        let done = Counter()
        let failures = Counter()
        let group = DispatchGroup()
        for writer in 0..<3 {
            DispatchQueue.global().async(group: group) {
                do {
                    let connection = try SQLiteConnection(
                        path: path,
                        .readWrite,
                        busyTimeout: 60_000
                    )
                    for number in 0..<80 {
                        try connection.execute(
                            """
                            INSERT INTO tickets(id) VALUES('\(writer)-\(number)');
                            UPDATE tickets SET owner = '\(number)' WHERE id = 'A';
                            """
                        )
                    }
                } catch {
                    failures.add()
                }
                done.add()
            }
        }
        var seen: Set<Int64> = []
        while true {
            let isLast = done.value == 3
            if case .tickets(let keys) = try reader.poll() { seen.formUnion(keys) }
            if isLast && !reader.hasMore { break }
        }
        group.wait()
        if case .tickets(let keys) = try reader.poll() { seen.formUnion(keys) }
        #expect(failures.value == 0)
        let keys = try store.rows("SELECT key FROM tickets WHERE id NOT IN ('B', 'C')")
        #expect(seen == Set(keys.compactMap { Int64($0) }))
        #expect(seen.count == 241)
        #expect(reader.cursor == (try store.end()))
    }
}
