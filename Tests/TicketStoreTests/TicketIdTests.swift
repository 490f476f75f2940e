import BusinessTime
import Foundation
import Testing

@testable import TicketStore
@testable import TicketStoreAdmin

struct TicketIdTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    private var today: String {
        get throws {
            let zone = try store.reader().zone
            return zone.civil(at: SystemTime.now()).date.description.filter { $0 != "-" }
        }
    }

    @Test func anIdIsTheDateAndASerialNumber() throws {
        let day = try today
        try store.sql("INSERT INTO tickets(title) VALUES('a'), ('b')")
        try store.sql("INSERT INTO tickets(id, title) VALUES('\(day)003', 'c')")
        try store.sql("INSERT INTO tickets(title) VALUES('d')")
        #expect(
            try store.rows("SELECT id, title FROM tickets ORDER BY key")
                == ["\(day)001|a", "\(day)002|b", "\(day)003|c", "\(day)004|d"]
        )
    }

    @Test func theIdIsReadBackByTheKey() throws {
        let connection = try store.crm()
        try connection.execute("INSERT INTO tickets(title) VALUES('a')")
        #expect(
            try connection.text("SELECT id FROM tickets WHERE key = last_insert_rowid()")
                == "\(today)001"
        )
    }

    @Test func theSerialGrowsBeyondThreeDigits() throws {
        try store.sql("INSERT INTO id_counters VALUES('\(today)', 999)")
        try store.sql("INSERT INTO tickets(title) VALUES('a')")
        #expect(try store.rows("SELECT id FROM tickets") == ["\(today)1000"])
    }

    @Test func concurrentWritersGetNoDoubles() throws {
        let path = store.path
        let each = 60
        let failures = Counter()
        DispatchQueue.concurrentPerform(iterations: 4) { writer in
            do {
                if writer == 0 {
                    try runSQLite(
                        path,
                        String(
                            repeating: "INSERT INTO tickets(title) VALUES('cli');",
                            count: each
                        )
                    )
                } else {
                    let connection = try SQLiteConnection(
                        path: path,
                        .readWrite,
                        busyTimeout: 60_000
                    )
                    for _ in 0..<each {
                        try connection.execute("INSERT INTO tickets(title) VALUES('w\(writer)')")
                    }
                }
            } catch {
                failures.add()
            }
        }
        #expect(failures.value == 0)
        let ids = try store.rows("SELECT id FROM tickets")
        #expect(ids.count == 4 * each)
        #expect(Set(ids).count == 4 * each)
        #expect(Set(ids.map { $0.suffix(3) }).count == 4 * each)
    }
}

/// A number that several threads count up.
final class Counter: @unchecked Sendable {
    // @unchecked: the lock guards the value.
    private let lock = NSLock()
    private var count = 0

    var value: Int { lock.withLock { count } }

    func add() { lock.withLock { count += 1 } }
}
