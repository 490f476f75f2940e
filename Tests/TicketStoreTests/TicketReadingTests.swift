import BusinessTime
import ServiceLevels
import Testing
import TicketStore

struct TicketReadingTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    @Test func aTicketComesWithItsEventsInTheOrderOfTime() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, received_at, priority, title, owner)
            VALUES('A', 1795313700000, 'P1', '登录异常，无法打开客户门户网站', '');
            INSERT INTO ticket_events(ticket, kind, at, by, subject, due)
            VALUES('A', 'promise', 1795313800000, 'li', 'x', 1795399999000);
            INSERT INTO ticket_events(ticket, kind, at) VALUES('A', 'first_answer', 1795313750000);
            """
        )
        let reader = try store.reader()
        let ticket = try #require(try reader.ticket(id: "A"))
        #expect(ticket.key == 1)
        #expect(ticket["priority"] == "P1")
        #expect(ticket["title"] == "登录异常，无法打开客户门户网站")
        #expect(ticket["owner"] == nil)
        #expect(ticket["kind"] == nil)
        #expect(
            Array(ticket.events.map(\.kind).prefix(3)) == ["received", "first_answer", "promise"]
        )
        let promise = try #require(ticket.events.first { $0.kind == "promise" })
        #expect(promise.by == "li")
        #expect(promise.subject == "x")
        #expect(promise.due == Instant(milliseconds: 1_795_399_999_000))
        #expect(try reader.ticket(key: 1) == ticket)
        #expect(try reader.ticket(key: 2) == nil)
        #expect(try reader.ticket(id: "B") == nil)
    }

    @Test func anyColumnIsAnAttribute() throws {
        try store.sql(
            """
            ALTER TABLE tickets ADD COLUMN "a ""b"" c" INTEGER;
            INSERT INTO tickets(id, "a ""b"" c") VALUES('A', 42);
            """
        )
        let reader = try store.reader(AttributeLayout(["a \"b\" c", "received_at"]))
        let ticket = try #require(try reader.ticket(id: "A"))
        #expect(ticket["a \"b\" c"] == "42")
        #expect(ticket["received_at"].flatMap(Int64.init) != nil)
    }

    @Test(arguments: [1, 2, 7, 100, 1000])
    func slicesTogetherAreAllOpenTickets(_ limit: Int) throws {
        // Long runs of closed tickets, tickets without events, events without tickets.
        try store.sql(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
            INSERT INTO tickets(id, status, title)
            SELECT printf('%04d', i * 7919 % 1000), CASE WHEN i % 50 < 30 THEN 'closed'
                ELSE 'new' END, 'number ' || i FROM n;
            INSERT INTO ticket_events(ticket, kind) SELECT id, 'progress' FROM tickets
            WHERE key % 3 = 0;
            DELETE FROM ticket_events WHERE ticket IN (SELECT id FROM tickets WHERE key % 11 = 0);
            DELETE FROM tickets WHERE key % 13 = 0;
            """
        )
        let reader = try store.reader(AttributeLayout(["status", "title"]))
        let ids = try store.rows("SELECT id FROM tickets WHERE closed_at IS NULL ORDER BY id")
        let naive = try ids.compactMap { try reader.ticket(id: $0) }
        var read: [Ticket] = []
        var slices = 0
        var after: String? = ""
        while let id = after {
            after = try reader.openTickets(after: id, limit: limit) { read.append($0) }
            slices += 1
        }
        #expect(read == naive)
        #expect(read.count > 80)
        #expect(slices == read.count / limit + 1)
        #expect(try reader.openCount() == read.count)
    }

    @Test func aThrowingBodyEndsTheSliceCleanly() throws {
        struct Enough: Error {}
        try store.sql("INSERT INTO tickets(id) VALUES('A'), ('B')")
        let reader = try store.reader()
        #expect(throws: Enough.self) {
            _ = try reader.openTickets(after: nil, limit: 10) { _ in throw Enough() }
        }
        // No read transaction is left, so the log can be emptied.
        #expect(
            try store.crm().integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
        )
        var ids: [String] = []
        _ = try reader.openTickets(after: "A", limit: 10) { ids.append($0.id) }
        #expect(ids == ["B"])
    }

    @Test func listsAreFilteredAndNewestFirst() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, owner, status) VALUES('A', 'li', 'new'), ('B', 'li', 'closed'),
            ('C', 'wang', 'new'), ('D', 'li', 'new')
            """
        )
        let reader = try store.reader()
        func ids(_ values: [String: String], _ isOpen: Bool, _ limit: Int) throws -> [String] {
            try reader.tickets(where: values, isOpen: isOpen, limit: limit).map(\.id)
        }
        #expect(try ids([:], false, 3) == ["D", "C", "B"])
        #expect(try ids(["owner": "li"], true, 10) == ["D", "A"])
        #expect(storeError { _ = try ids(["onwer": "li"], true, 10) }?.code == .column)
    }
}
