import BusinessTime
import GRDB
import Ledger
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// A reload that cannot be recorded changes nothing, wherever it fails.
struct ReloadFailureTests {
    /// The writes of a reload, each as the trigger that makes it fail.
    private static let writes = [
        "BEFORE INSERT ON ladders",
        "BEFORE UPDATE ON deliveries WHEN OLD.state = 'held' AND OLD.held_until IS NULL",
        "BEFORE UPDATE ON deliveries WHEN OLD.held_for = 'maintenance'",
        "BEFORE UPDATE ON deliveries WHEN OLD.held_for = 'quiet_hours'",
    ]

    private static let other = EngineHarness.configuration(
        response: .minutes(40),
        escalation: [],
        fingerprint: "2"
    )

    private func dump(_ harness: EngineHarness) throws -> [String] {
        try DatabaseQueue(path: harness.statePath + "/state.db").read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM deliveries ORDER BY seq").map(\.description)
                + Row.fetchAll(db, sql: "SELECT * FROM ladders ORDER BY hash").map(\.description)
        }
    }

    @Test(arguments: writes)
    func reloadThatFailsAtAWrite_changesNothing(write: String) throws {
        let harness = try EngineHarness()
        let far = (harness.now + .days(1)).milliseconds
        let shell = try SQLiteShell(harness.statePath + "/state.db")
        let values = [
            ("a", "NULL", "NULL"), ("b", "'maintenance'", "\(far)"),
            ("c", "'quiet_hours'", "\(far)"),
        ]
        for (id, cause, until) in values {
            try shell.perform(
                """
                INSERT INTO deliveries(id, ticket, channel, recipient, kind, body, created, state,
                    next_attempt, held_for, held_until)
                VALUES ('\(id)', 'X', 'test', 'owner', 'breach', x'7b7d', 0, 'held', 0, \(cause),
                    \(until));
                """
            )
        }
        try shell.perform(
            "CREATE TRIGGER fails \(write) BEGIN SELECT RAISE(ABORT, 'no space'); END;"
        )
        let before = try dump(harness)
        #expect(throws: LedgerError.self) {
            try harness.engine.reload(
                Self.other,
                channels: ["test": harness.other],
                now: harness.now
            )
        }
        #expect(try dump(harness) == before)
        // Rules and channels are those that were: ten minutes to the warning, not twenty.
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.now)
        try harness.advance(by: .minutes(11))
        #expect(harness.sent() == ["T1 warning first_response warning → owner"])
        #expect(harness.other.isEmpty)
        #expect(harness.status.nextDeadline == harness.base + .minutes(20))

        // Once it can be recorded, all of it is in force.
        try shell.perform("DROP TRIGGER fails;")
        try shell.end()
        try harness.engine.reload(
            Self.other,
            channels: ["test": harness.other],
            now: harness.now
        )
        try harness.wake()
        #expect(harness.status.nextDeadline == harness.base + .minutes(40))
        try harness.writer.add(["owner": "li"], id: "T2", received: harness.now)
        try harness.advance(by: .minutes(21))
        #expect(harness.other.take().contains { $0.message.data.ticket?.id == "T2" })
        #expect(harness.sent() == [])
    }
}
