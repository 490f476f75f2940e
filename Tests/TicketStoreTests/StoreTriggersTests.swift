import Testing
import TicketStore

@testable import TicketStoreAdmin

struct StoreTriggersTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    @Test func insertingWritesReceivedAndRecorded() throws {
        try store.sql("INSERT INTO tickets(id, received_at) VALUES('A', 1795313700000)")
        #expect(try store.events("A") == ["received", "recorded"])
        let times = try store.rows("SELECT at FROM ticket_events ORDER BY seq")
        #expect(times[0] == "1795313700000")
        #expect(times[1] != times[0])
    }

    @Test func insertingWithPriorityWritesLevel() throws {
        try store.sql("INSERT INTO tickets(id, priority, changed_by) VALUES('A', 'P1', 'wang')")
        #expect(try store.events("A") == ["received", "recorded", "level_set:P1"])
        #expect(
            try store.rows("SELECT DISTINCT by FROM ticket_events") == ["wang"]
        )
    }

    @Test(arguments: [
        ("new", [String]()), ("待处理", []), ("in_progress", ["handling_started"]),
        ("处理中", ["handling_started"]), ("waiting_customer", ["waiting:waiting_customer"]),
        ("等待凭证", ["waiting:等待凭证"]), ("已解决", ["resolved"]), ("closed", ["closed"]),
        ("MERGED", ["closed"]), ("whatever", []),
    ])
    func insertingInAStatusWritesItsMilestone(_ status: String, _ kinds: [String]) throws {
        try store.sql("INSERT INTO tickets(id, status) VALUES('A', '\(status)')")
        #expect(try store.events("A") == ["received", "recorded"] + kinds)
    }

    @Test(arguments: [
        ("new", "in_progress", ["handling_started"]),
        ("new", "resolved", ["resolved"]),
        ("待处理", "处理中", ["handling_started"]),
        ("in_progress", "waiting_customer", ["waiting:waiting_customer"]),
        ("waiting_customer", "in_progress", ["resumed:waiting_customer", "handling_started"]),
        (
            "waiting_customer", "waiting_evidence",
            ["resumed:waiting_customer", "waiting:waiting_evidence"]
        ),
        ("waiting_customer", "new", ["resumed:waiting_customer"]),
        ("等待客户", "已解决", ["resumed:等待客户", "resolved"]),
        ("resolved", "closed", ["closed"]),
        ("resolved", "in_progress", ["reopened", "handling_started"]),
        ("closed", "in_progress", ["reopened", "handling_started"]),
        ("closed", "new", ["reopened"]),
        ("closed", "unheard_of", ["reopened"]),
        ("closed", "merged", ["changed:status"]),
        ("closed", "resolved", ["resolved"]),
        ("in_progress", "处理中", ["changed:status"]),
        ("in_progress", "new", ["changed:status"]),
        ("in_progress", "unheard_of", ["changed:status"]),
        ("new", "new", []),
        ("resolved", "resolved", []),
    ])
    func changingTheStatus(_ old: String, _ new: String, _ kinds: [String]) throws {
        try store.sql("INSERT INTO tickets(id, status) VALUES('A', '\(old)')")
        let end = try store.end()
        try store.sql("UPDATE tickets SET status = '\(new)' WHERE id = 'A'")
        #expect(try store.events("A", after: end) == kinds)
    }

    @Test func aShopsOwnStatusHasItsMilestone() throws {
        try store.sql(
            """
            INSERT INTO statuses VALUES('testing', 'judgement', 0), ('parked', NULL, 1);
            INSERT INTO tickets(id) VALUES('A');
            UPDATE tickets SET status = 'testing';
            UPDATE tickets SET status = 'parked';
            UPDATE tickets SET status = 'testing';
            """
        )
        #expect(
            try store.events("A", after: 2)
                == ["judgement", "waiting:parked", "resumed:parked", "judgement"]
        )
    }

    @Test func closedAtFollowsStatusAndEvents() throws {
        func closedAt() throws -> String { try store.rows("SELECT closed_at FROM tickets")[0] }
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        #expect(try closedAt() == "-")
        try store.sql("UPDATE tickets SET status = 'closed'")
        #expect(try closedAt() != "-")
        try store.sql("UPDATE tickets SET status = 'in_progress'")
        #expect(try closedAt() == "-")
        // The row says that it is worked on: an event alone closes nothing.
        try store.sql("INSERT INTO ticket_events(ticket, kind) VALUES('A', 'closed')")
        #expect(try closedAt() == "-")
        // A status without a meaning leaves it to the events.
        try store.sql(
            "UPDATE tickets SET status = 'new';"
                + "INSERT INTO ticket_events(ticket, kind) VALUES('A', 'closed')"
        )
        #expect(try closedAt() != "-")
        try store.sql("INSERT INTO ticket_events(ticket, kind) VALUES('A', 'reopened')")
        #expect(try closedAt() == "-")
        // What was recorded late does not undo what happened later.
        try store.sql(
            "INSERT INTO ticket_events(ticket, kind, at) VALUES('A', 'closed', 1700000000000)"
        )
        #expect(try closedAt() == "-")
    }

    @Test func aTicketClosedByAnEventIsReopenedByItsStatus() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, status) VALUES('A', 'new');
            INSERT INTO ticket_events(ticket, kind) VALUES('A', 'closed');
            UPDATE tickets SET status = 'in_progress';
            """
        )
        #expect(try store.events("A", after: 3) == ["reopened", "handling_started"])
        #expect(try store.rows("SELECT closed_at FROM tickets") == ["-"])
    }

    @Test func theTimeOfClosingMayComeWithTheStatus() throws {
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        try store.sql(
            "UPDATE tickets SET status = 'closed', closed_at = 1795313700000 WHERE id = 'A'"
        )
        #expect(try store.rows("SELECT closed_at FROM tickets") == ["1795313700000"])
        #expect(
            try store.rows("SELECT at FROM ticket_events WHERE kind = 'closed'")
                == ["1795313700000"]
        )
    }

    @Test func aStaleClosedAtIsPutRight() throws {
        try store.sql("INSERT INTO tickets(id, status) VALUES('A', 'closed'), ('B', 'new')")
        let before = try store.rows("SELECT closed_at FROM tickets ORDER BY id")
        try store.sql("UPDATE tickets SET closed_at = NULL WHERE id = 'A'")
        try store.sql("UPDATE tickets SET closed_at = 1795313700000 WHERE id = 'B'")
        #expect(try store.rows("SELECT closed_at FROM tickets ORDER BY id") == before)
    }

    @Test func aHistoricalTicketMayComeClosed_whereItsStatusSaysSo() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, status, received_at, closed_at) VALUES
            ('A', 'closed', 1795313700000, 1795313800000),
            ('B', 'new', 1795313700000, 1795313800000),
            ('C', 'in_progress', 1795313700000, 1795313800000),
            ('D', 'In Progress', 1795313700000, 1795313800000)
            """
        )
        #expect(try store.events("A") == ["received", "recorded", "closed"])
        #expect(
            try store.rows("SELECT closed_at FROM tickets ORDER BY id")
                == ["1795313800000", "-", "-", "-"]
        )
    }

    @Test func changesNameColumnsAndNeverValues() throws {
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        let end = try store.end()
        try store.sql(
            "UPDATE tickets SET owner = 'secret', mood = '愤怒', changed_by = 'li' WHERE id = 'A'"
        )
        #expect(try store.events("A", after: end) == ["changed:owner,mood"])
        #expect(try store.rows("SELECT by FROM ticket_events WHERE seq > \(end)") == ["li"])
    }

    @Test func whatChangesNothingWritesNothing() throws {
        try store.sql(
            "INSERT INTO tickets(id, owner, priority, status) VALUES('A', 'li', 'P1', 'closed')"
        )
        let end = try store.end()
        try store.sql(
            """
            UPDATE tickets SET owner = 'li', priority = 'P1', status = 'closed', mood = NULL;
            UPDATE tickets SET changed_by = 'wang';
            UPDATE tickets SET owner = owner, closed_at = closed_at, id = id, key = key;
            """
        )
        #expect(try store.end() == end)
    }

    @Test func priorityWritesItsNewValue() throws {
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        let end = try store.end()
        try store.sql("UPDATE tickets SET priority = '高'")
        try store.sql("UPDATE tickets SET priority = NULL")
        #expect(try store.events("A", after: end) == ["level_set:高", "changed:priority"])
    }

    @Test func aRecordBecomesCompleteOnce() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, customer, contact, description, product)
            VALUES('A', 'ACME', 'x@y.z', 'broken', 'Portal');
            UPDATE tickets SET request = '  ' WHERE id = 'A';
            """
        )
        #expect(try !store.events("A").contains("record_complete"))
        try store.sql("UPDATE tickets SET request = 'repair' WHERE id = 'A'")
        try store.sql("UPDATE tickets SET request = NULL WHERE id = 'A'")
        try store.sql("UPDATE tickets SET request = 'refund' WHERE id = 'A'")
        #expect(try store.events("A").filter { $0 == "record_complete" }.count == 1)
    }

    @Test func whoAndWhenBelongToOneChange() throws {
        try store.sql("INSERT INTO tickets(id) VALUES('A')")
        let end = try store.end()
        try store.sql(
            """
            UPDATE tickets SET status = 'resolved', changed_by = 'li',
                changed_at = 1795313700000, changed_note = 'new cable';
            UPDATE tickets SET status = 'closed';
            """
        )
        #expect(
            try store.rows("SELECT kind, by, note FROM ticket_events WHERE seq > \(end)")
                == ["resolved|li|new cable", "closed|-|-"]
        )
        #expect(
            try store.rows("SELECT at FROM ticket_events WHERE kind = 'resolved'")
                == ["1795313700000"]
        )
    }

    @Test func aColumnAddedLaterIsWatchedAfterInit() throws {
        try store.sql(
            "INSERT INTO tickets(id) VALUES('A'); ALTER TABLE tickets ADD COLUMN site TEXT"
        )
        let end = try store.end()
        try store.sql("UPDATE tickets SET site = 'north'")
        #expect(try store.end() == end)
        #expect(
            StoreCheck(path: store.path).findings.contains {
                $0.message.contains("older than a column: ") && $0.severity == .warning
            }
        )
        _ = try StoreWriter.create(path: store.path, zone: nil)
        try store.sql("UPDATE tickets SET site = 'south'")
        #expect(try store.events("A", after: end) == ["changed:site"])
    }

    @Test(arguments: [
        ("INSERT INTO tickets(id, received_at) VALUES('A', 1795313700)", "whole milliseconds"),
        ("INSERT INTO tickets(id, received_at) VALUES('A', '2026-11-22')", "whole milliseconds"),
        ("INSERT INTO tickets(id, received_at) VALUES('A', 1795313700000000)", "milliseconds"),
        ("INSERT INTO tickets(id) VALUES('')", "leave it out to have one assigned"),
        ("INSERT INTO ticket_events(ticket, kind) VALUES('nobody', 'closed')", "no ticket has"),
        ("INSERT INTO ticket_events(ticket, kind, at) VALUES('T', 'x', 5.5)", "at must be"),
        ("INSERT INTO ticket_events(ticket, kind, due) VALUES('T', 'x', 'soon')", "due must be"),
        ("INSERT INTO ticket_events(ticket, kind) VALUES('T', '')", "kind must be"),
        ("INSERT INTO ticket_events(seq, ticket, kind) VALUES(1, 'T', 'x')", "leave seq out"),
        ("UPDATE ticket_events SET at = 1795313700000", "append-only"),
        ("INSERT OR REPLACE INTO ticket_events(seq, ticket, kind) VALUES(1, 'T', 'x')", "never"),
        ("UPDATE tickets SET id = 'U'", "cannot change"),
        ("INSERT INTO statuses(status, paused) VALUES('x', 2)", "paused must be 0 or 1"),
    ])
    func mistakesAreExplained(_ sql: String, _ words: String) throws {
        try store.sql("INSERT INTO tickets(id) VALUES('T')")
        let before = try store.end()
        let error = storeError { try store.sql(sql) }
        #expect(error?.code == .refused)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(try store.end() == before)
    }

    @Test func aSeqBehindEveryCursorIsRefused() throws {
        try store.sql(
            "INSERT INTO tickets(id) VALUES('T'); DELETE FROM ticket_events WHERE seq = 1"
        )
        let error = storeError {
            try store.sql("INSERT INTO ticket_events(seq, ticket, kind) VALUES(1, 'T', 'x')")
        }
        #expect(error?.message.contains("assigned by the store") == true)
    }

    @Test func oldEventsMayBeDeleted() throws {
        try store.sql("INSERT INTO tickets(id, status) VALUES('T', 'closed')")
        let before = try store.rows("SELECT closed_at FROM tickets")
        try store.sql("DELETE FROM ticket_events")
        try store.sql("UPDATE tickets SET closed_at = NULL")
        #expect(try store.rows("SELECT closed_at FROM tickets") == before)
    }
}
