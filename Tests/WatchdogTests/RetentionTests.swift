import BusinessTime
import Foundation
import GRDB
import Ledger
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// Old records go by themselves, and nobody hears anything twice for it.
struct RetentionTests {
    private static func configuration(keepFor: TimeSpan = .days(30)) -> EngineConfiguration {
        var configuration = EngineHarness.configuration()
        configuration.keepFor = keepFor
        return configuration
    }

    /// `T1` was answered late and is closed, `T2` is open and late.
    private func harness() throws -> EngineHarness {
        let harness = try EngineHarness(configuration: Self.configuration())
        for id in ["T1", "T2"] {
            try harness.writer.add(["owner": "li"], id: id, received: harness.base)
        }
        try harness.advance(by: .minutes(21))
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.writer.set(status: .closed, of: "T1", TicketAct(at: harness.now))
        try harness.wake()
        _ = harness.sent()
        return harness
    }

    private func rows(_ harness: EngineHarness, _ sql: String) throws -> [String] {
        try DatabaseQueue(path: harness.statePath + "/state.db").read {
            try String.fetchAll($0, sql: sql)
        }
    }

    private func messages(_ harness: EngineHarness) throws -> Set<String> {
        Set(try rows(harness, "SELECT DISTINCT ticket FROM deliveries"))
    }

    private func alerts(_ harness: EngineHarness) throws -> Set<String> {
        Set(try rows(harness, "SELECT DISTINCT ticket FROM alerts"))
    }

    @Test func settledMessagesOfClosedTickets_goAfterTheirTime() throws {
        let harness = try harness()
        try harness.advance(by: .days(29))
        #expect(try messages(harness) == ["T1", "T2"])
        try harness.advance(by: .days(3))
        // Of an open ticket everything stays, and what was said of a closed one too.
        #expect(try messages(harness) == ["T2"])
        #expect(try alerts(harness) == ["T1", "T2"])
        let balance = try LedgerReader(directory: harness.statePath).balance()
        #expect(balance.counts == balance.counted)
    }

    @Test func ticketOpenedAgainAfterwards_hearsNothingTwice() throws {
        let harness = try harness()
        try harness.advance(by: .days(33))
        #expect(try messages(harness) == ["T2"])
        _ = harness.sent()
        try harness.writer.reopen("T1", TicketAct(at: harness.now))
        try harness.advance(by: .minutes(30))
        #expect(harness.sent().filter { $0.hasPrefix("T1") && $0.contains("response") } == [])
        try harness.restart(after: .minutes(1), configuration: Self.configuration())
        #expect(harness.sent() == [])
    }

    @Test func alerts_goWithTheirTicket() throws {
        let harness = try harness()
        try harness.advance(by: .days(33))
        let store = try SQLiteShell(harness.storePath)
        try store.perform(
            """
            DELETE FROM ticket_events WHERE ticket = 'T1';
            DELETE FROM tickets WHERE id = 'T1';
            """
        )
        try store.end()
        try harness.advance(by: .days(1))
        #expect(try alerts(harness) == ["T2"])
    }

    /// A store that is not the one it was may be the wrong one: nothing is forgotten by its word
    /// at once.
    @Test func alerts_stayWhereTheStoreWasExchanged() throws {
        let harness = try harness()
        try harness.advance(by: .days(31))
        let store = try SQLiteShell(harness.storePath)
        try store.perform(
            """
            UPDATE store_info SET value = 'another' WHERE key = 'uuid';
            DELETE FROM ticket_events; DELETE FROM tickets;
            """
        )
        try harness.restart(after: .zero, configuration: Self.configuration())
        try harness.advance(by: .minutes(5))
        #expect(try alerts(harness) == ["T1", "T2"])
        try store.end()
    }

    @Test func longerTime_keepsMore_fromTheReloadOn() throws {
        let harness = try harness()
        try harness.advance(by: .days(20))
        try harness.engine.reload(
            Self.configuration(keepFor: .days(60)),
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.advance(by: .days(20))
        #expect(try messages(harness) == ["T1", "T2"])
    }

    /// However much there is, a wake-up takes a few.
    @Test func muchThatIsOld_goesAFewAtATime() throws {
        let harness = try harness()
        let old = (harness.now - .days(40)).milliseconds
        let shell = try SQLiteShell(harness.statePath + "/state.db")
        try shell.perform(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            INSERT INTO deliveries(id, ticket, channel, recipient, kind, body, created, state,
                attempts, next_attempt, finished)
            SELECT 'old' || i, 'OLD-' || i, 'test', 'owner', 'breach', x'00', \(old),
                'delivered', 1, 0, \(old) FROM n;
            """
        )
        try shell.end()
        func left() throws -> Int {
            try rows(harness, "SELECT id FROM deliveries WHERE ticket LIKE 'OLD-%'").count
        }
        var counts = [try left()]
        while counts.last != 0, counts.count < 200 {
            // Nothing else is due within the time that this takes.
            let next = try #require(harness.engine.wake(now: harness.now))
            try harness.setClock(by: max(next - harness.now, .milliseconds(1)))
            let now = try left()
            if now != counts.last { counts.append(now) }
        }
        #expect(counts.last == 0)
        #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 - $1 <= 40 })
    }
}
