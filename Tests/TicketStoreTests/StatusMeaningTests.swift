import Testing

/// What a status means applies to the tickets that have it already.
struct StatusMeaningTests {
    private static let hour: Int64 = 3_600_000
    private static let start: Int64 = 1_795_313_700_000
    let store: TemporaryStore

    /// A ticket that came in at `start` and got the status `odd` an hour later.
    init() throws {
        store = try TemporaryStore()
        try store.sql(
            """
            INSERT INTO tickets(id, received_at, changed_at) VALUES('A', \(Self.start), \(Self.start));
            UPDATE tickets SET status = 'odd', changed_at = \(Self.start + Self.hour);
            UPDATE tickets SET owner = 'li', changed_at = \(Self.start + 2 * Self.hour);
            """
        )
    }

    private func added(by sql: String) throws -> [String] {
        let end = try store.end()
        try store.sql(sql)
        return try store.rows(
            """
            SELECT kind || coalesce(':' || subject, '') || '@' || ((at - \(Self.start)) / \(Self.hour))
            FROM ticket_events WHERE seq > \(end) ORDER BY seq
            """
        )
    }

    @Test(arguments: [
        ("'closed', 0", ["closed@1"]), ("'resolved', 0", ["resolved@1"]),
        ("'handling_started', 0", ["handling_started@1"]), ("'judgement', 0", ["judgement@1"]),
        ("'waiting', 1", ["waiting:odd@1"]), ("NULL, 1", ["waiting:odd@1"]), ("NULL, 0", []),
    ])
    func meaning_whenGiven_countsSinceTheStatusWasReached(
        _ meaning: String,
        _ events: [String]
    ) throws {
        #expect(try added(by: "INSERT INTO statuses VALUES(' Odd ', \(meaning))") == events)
        // Said again it changes nothing.
        #expect(try added(by: "INSERT OR REPLACE INTO statuses VALUES(' Odd ', \(meaning))") == [])
        #expect(try added(by: "UPDATE statuses SET status = status") == [])
        let isOpen = try store.rows("SELECT closed_at IS NULL FROM tickets") == ["1"]
        #expect(isOpen == (events != ["closed@1"]))
    }

    @Test(arguments: [
        ("'closed', 0", "milestone = 'handling_started'", ["reopened@1", "handling_started@1"]),
        ("'closed', 0", "milestone = NULL", ["reopened@1"]),
        ("'closed', 0", "paused = 1", ["reopened@1", "waiting:odd@1"]),
        ("'closed', 0", "status = 'other'", ["reopened@1"]),
        ("'resolved', 0", "milestone = 'closed'", ["closed@1"]),
        ("'waiting', 1", "milestone = 'closed', paused = 0", ["resumed:odd@1", "closed@1"]),
        ("'waiting', 1", "paused = 0, milestone = NULL", ["resumed:odd@1"]),
        ("NULL, 0", "milestone = 'resolved'", ["resolved@1"]),
    ])
    func meaning_whenChanged_appliesToTicketsInTheStatus(
        _ meaning: String,
        _ change: String,
        _ events: [String]
    ) throws {
        _ = try added(by: "INSERT INTO statuses VALUES('odd', \(meaning))")
        #expect(try added(by: "UPDATE statuses SET \(change) WHERE status = 'odd'") == events)
    }

    @Test func meaning_whenTaken_leavesNoTicketClosedOrWaiting() throws {
        _ = try added(by: "INSERT INTO statuses VALUES('odd', 'closed', 0)")
        #expect(try added(by: "DELETE FROM statuses WHERE status = 'odd'") == ["reopened@1"])
        _ = try added(by: "INSERT INTO statuses VALUES('odd', NULL, 1)")
        #expect(try added(by: "DELETE FROM statuses WHERE status = 'odd'") == ["resumed:odd@1"])
    }

    @Test func meaning_whenATicketWasClosedByAnEventAlone_decides() throws {
        try store.sql("INSERT INTO ticket_events(ticket, kind) VALUES('A', 'closed')")
        #expect(try store.rows("SELECT 1 FROM tickets WHERE closed_at IS NULL") == [])
        _ = try added(by: "INSERT INTO statuses VALUES('odd', 'handling_started', 0)")
        #expect(try store.rows("SELECT 1 FROM tickets WHERE closed_at IS NULL") == ["1"])
    }

    @Test func meaning_whenGiven_leavesOtherTicketsAlone() throws {
        try store.sql("INSERT INTO tickets(id, status) VALUES('B', 'new'), ('C', 'strange')")
        #expect(try added(by: "INSERT INTO statuses VALUES('odd', 'closed', 0)") == ["closed@1"])
    }

    @Test func status_whenTheTicketCameInWithIt_countsSinceItWasEntered() throws {
        try store.sql(
            "INSERT INTO tickets(id, status, received_at) VALUES('B', 'gone', 1600000000000)"
        )
        let added = try added(by: "INSERT INTO statuses VALUES('gone', 'closed', 0)")
        #expect(added.count == 1)
        let same = try store.rows(
            "SELECT count(DISTINCT at) FROM ticket_events WHERE ticket = 'B' AND kind <> 'received'"
        )
        #expect(same == ["1"])
    }
}
