import Foundation
import Testing
import TicketStore

@testable import TicketStoreAdmin

/// Stores of older versions, whose triggers let `closed_at` say otherwise than the status.
struct OldStoreTests {
    /// A store as an older version left it: its triggers, indexes and tables are missing, and an
    /// open ticket is closed, a closed one open.
    private func oldStore() throws -> TemporaryStore {
        let store = try TemporaryStore()
        try store.sql(
            """
            INSERT INTO tickets(id, status) VALUES ('OPEN', 'in_progress'), ('DONE', 'Closed'),
                ('FINE', 'new'), ('OVER', 'closed'), ('ODD', 'archived');
            """
        )
        let triggers = try store.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ticket%'"
        )
        try store.sql(
            triggers.map { "DROP TRIGGER \($0);" }.joined()
                + """
                DROP TABLE status_words;
                DROP INDEX tickets_closed;
                UPDATE store_info SET value = '1' WHERE key = 'schema_version';
                UPDATE tickets SET closed_at = received_at WHERE id IN ('OPEN', 'ODD');
                UPDATE tickets SET closed_at = NULL WHERE id = 'DONE';
                """
        )
        return store
    }

    private let closed = "SELECT id FROM tickets WHERE closed_at IS NOT NULL ORDER BY id"

    @Test func checkFindsWhatContradictsAndChangesNothing() throws {
        let store = try oldStore()
        let dump = "SELECT id, status, closed_at FROM tickets ORDER BY id"
        let before = try store.rows(dump) + [String(try store.end())]
        let check = StoreCheck(path: store.path)
        #expect(check.hasErrors)
        let finding = check.findings.first { $0.severity == .error }
        #expect(
            finding?.message == "closed_at contradicts the status of 2 tickets: "
                + "OPEN ('in_progress' with closed_at), DONE ('Closed' without closed_at)"
        )
        #expect(finding?.hint == "slactl store check --fix --store \(store.path)")
        #expect(try store.rows(dump) + [String(try store.end())] == before)
    }

    @Test func mendingFollowsTheStatusAndIsSeenByWhoeverWatches() throws {
        let store = try oldStore()
        let reader = try store.reader()
        #expect(try reader.poll() == .unchanged)
        let report = try StoreWriter.mend(path: store.path)
        #expect(report.last?.hasPrefix("closed_at of 2 tickets follows their status now") == true)
        #expect(try store.rows(closed) == ["DONE", "ODD", "OVER"])
        #expect(try store.events("OPEN").last == "changed:closed_at")
        guard case .tickets(let keys) = try reader.poll() else {
            Issue.record("the mended tickets are not seen")
            return
        }
        #expect(keys.sorted() == [1, 2])
        #expect(!StoreCheck(path: store.path).hasErrors)
        // There is nothing left to mend.
        #expect(try StoreWriter.mend(path: store.path) == [])
        try store.sql("UPDATE tickets SET closed_at = received_at WHERE id = 'OPEN'")
        #expect(try store.rows(closed) == ["DONE", "ODD", "OVER"])
    }

    @Test func bringingItUpToDateTellsOfThemAndLeavesThem() throws {
        let store = try oldStore()
        let report = try StoreWriter.create(path: store.path, zone: nil)
        #expect(report.last?.hasPrefix("closed_at contradicts the status of 2 tickets") == true)
        #expect(try store.rows(closed) == ["ODD", "OPEN", "OVER"])
    }

    @Test func othersWriteWhileItIsBroughtUpToDate() async throws {
        let store = try oldStore()
        let path = store.path
        let crm = try store.crm()
        try crm.execute("BEGIN IMMEDIATE; INSERT INTO tickets(id) VALUES('BEFORE')")
        async let report = Task.detached { try StoreWriter.create(path: path, zone: nil) }.value
        // It waits for this transaction; those that come behind it may pass or wait in their turn.
        try crm.execute("COMMIT")
        for number in 1...200 {
            try crm.execute("INSERT INTO tickets(id, status) VALUES('N\(number)', 'in_progress')")
        }
        #expect(try await !report.isEmpty)
        try crm.execute("INSERT INTO tickets(id) VALUES('AFTER')")
        #expect(try store.rows("SELECT count(*) FROM tickets") == ["207"])
        #expect(try store.events("AFTER").prefix(2) == ["received", "recorded"])
        #expect(
            try store.rows("SELECT value FROM store_info WHERE key = 'schema_version'") == [
                "\(StoreVersion.current)"
            ]
        )
        #expect(try StoreTriggers.stale(in: store.crm()).isEmpty)
    }
}
