import Testing
import TicketStore

struct ReplacementTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
        try store.sql(
            """
            INSERT INTO tickets(id) VALUES('first');
            INSERT INTO tickets(id, received_at, status, priority, owner)
            VALUES('A', 1795313700000, 'resolved', 'P1', 'li');
            INSERT INTO tickets(id) VALUES('last');
            """
        )
    }

    @Test func replacingKeepsHistoryKeyAndReception() throws {
        let before = try store.events("A")
        try store.sql(
            "INSERT OR REPLACE INTO tickets(id, status, priority) VALUES('A', 'in_progress', 'P2')"
        )
        #expect(
            try store.events("A") == before + [
                "level_set:P2", "reopened", "handling_started", "changed:replaced",
            ]
        )
        #expect(
            try store.rows("SELECT key, received_at, owner FROM tickets WHERE id = 'A'")
                == ["2|1795313700000|-"]
        )
        #expect(try store.rows("SELECT count(*) FROM tickets") == ["3"])
        #expect(try store.rows("SELECT count(*) FROM ticket_replaced") == ["0"])
    }

    @Test func replacingByTheSameWritesNothing() throws {
        let end = try store.end()
        for _ in 0..<3 {
            try store.sql(
                """
                REPLACE INTO tickets(id, status, priority, owner)
                VALUES('A', 'resolved', 'P1', 'li')
                """
            )
        }
        #expect(try store.end() == end)
        #expect(try store.rows("SELECT key FROM tickets WHERE id = 'A'") == ["2"])
    }

    @Test func replacingAClosedTicketKeepsItClosed() throws {
        try store.sql("UPDATE tickets SET status = 'closed' WHERE id = 'A'")
        let closed = try store.rows("SELECT closed_at FROM tickets WHERE id = 'A'")
        try store.sql("REPLACE INTO tickets(id, status, title) VALUES('A', 'closed', 'x')")
        #expect(try store.rows("SELECT closed_at FROM tickets WHERE id = 'A'") == closed)
        try store.sql("DELETE FROM ticket_events WHERE ticket = 'A' AND kind <> 'received'")
        try store.sql("REPLACE INTO tickets(id, status, title) VALUES('A', 'closed', 'y')")
        #expect(try store.rows("SELECT closed_at FROM tickets WHERE id = 'A'") == closed)
        try store.sql("REPLACE INTO tickets(id, status, title) VALUES('A', 'new', 'y')")
        #expect(try store.rows("SELECT closed_at FROM tickets WHERE id = 'A'") == ["-"])
    }

    @Test func replacingByKeyKeepsTheId() throws {
        try store.sql("REPLACE INTO tickets(key, status) VALUES(2, 'resolved')")
        #expect(try store.rows("SELECT id FROM tickets WHERE key = 2") == ["A"])
        #expect(try store.events("A").filter { $0 == "received" }.count == 1)
    }

    @Test func replacingManyRowsAtOnce() throws {
        let end = try store.end()
        try store.sql(
            """
            REPLACE INTO tickets(id, status, priority) VALUES
            ('first', 'new', NULL), ('A', 'resolved', 'P3'), ('fresh', 'new', NULL),
            ('last', 'closed', NULL)
            """
        )
        #expect(try store.events("first", after: end) == [])
        #expect(try store.events("A", after: end) == ["level_set:P3", "changed:replaced"])
        #expect(try store.events("fresh", after: end) == ["received", "recorded"])
        #expect(try store.events("last", after: end) == ["closed", "changed:replaced"])
    }

    @Test func upsertingGoesThroughTheUpdate() throws {
        let end = try store.end()
        let upsert = """
            INSERT INTO tickets(id, status) VALUES('A', 'in_progress')
            ON CONFLICT(id) DO UPDATE SET status = excluded.status
            """
        try store.sql(upsert)
        try store.sql(upsert)
        #expect(try store.events("A", after: end) == ["reopened", "handling_started"])
        #expect(try store.rows("SELECT count(*) FROM ticket_replaced") == ["0"])
        // The note of the old row, which the upsert left behind, misleads nobody.
        try store.sql("INSERT OR IGNORE INTO tickets(id, status) VALUES('A', 'closed')")
        try store.sql("UPDATE tickets SET owner = 'wang' WHERE id = 'A'")
        try store.sql("INSERT INTO tickets(id) VALUES('B')")
        #expect(
            try store.events("A", after: end)
                == ["reopened", "handling_started", "changed:owner"]
        )
        #expect(try store.events("B") == ["received", "recorded"])
    }

    @Test(arguments: ["ON", "OFF"])
    func recursiveTriggersMakeNoDifference(_ setting: String) throws {
        let end = try store.end()
        let connection = try store.crm()
        try connection.execute(
            """
            PRAGMA recursive_triggers = \(setting);
            REPLACE INTO tickets(id, status, priority, owner) VALUES('A', 'closed', 'P1', 'li');
            UPDATE tickets SET status = 'in_progress', changed_by = 'x' WHERE id = 'A';
            """
        )
        #expect(
            try store.events("A", after: end)
                == ["closed", "changed:replaced", "reopened", "handling_started"]
        )
    }

    @Test func aTicketDeletedAndEnteredAgainIsReceivedOnce() throws {
        try store.sql("DELETE FROM tickets WHERE id = 'A'; INSERT INTO tickets(id) VALUES('A')")
        #expect(try store.events("A").filter { $0 == "received" }.count == 1)
    }
}
