import BusinessTime
import Ledger
import Notifications
import Testing

/// Nothing is lost over a crash or a failing disk, and as little as can be is repeated.
struct CourierCrashTests {
    @Test func restart_repeatsOnlyWhatWasUnderWayWithTheSameId() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(parallel: 4)])
        for number in 1...10 { try harness.post("T-\(number)") }
        try harness.pump()
        let first = harness.chat
        harness.complete(1, .delivered)
        harness.complete(2, .permanent(reason: "http 400"))
        harness.complete(3, .retry(reason: "http 500", after: nil))
        try harness.pump()
        #expect(first.sent == [1, 2, 3, 4, 5, 6, 7])
        let underWay = harness.courier.inFlight
        #expect(underWay == [4, 5, 6, 7])

        let second = RecordingChannel()
        try harness.restart(["chat": second])
        try harness.pump()
        #expect(Set(second.sent) == underWay.union([8, 9, 10]))
        // The one that had failed keeps its place in the schedule.
        #expect(try harness.record(3)?.attempts == 1)
        harness.now = harness.now + .seconds(7)
        try harness.pump()
        #expect(second.sent.last == 3)
        let ids = Dictionary(first.messages.map { ($0.seq, $0.id) }, uniquingKeysWith: { $1 })
        for outgoing in second.messages { #expect(ids[outgoing.seq] ?? outgoing.id == outgoing.id) }
        for seq in second.sent { harness.complete(seq, .delivered) }
        try harness.courier.flush(now: harness.now)
        let counts = try harness.ledger.counts()
        #expect(counts[.delivered] == 9 && counts[.dead] == 1 && counts[.pending] == 0)
    }

    @Test func restart_givesHeldMessagesAnotherChanceInOrder() throws {
        let harness = try CourierHarness()
        try harness.post("T-1", to: "pager")
        try harness.post("T-1", to: "pager")
        try harness.pump()
        #expect(try harness.ledger.counts()[.held] == 2)
        let pager = RecordingChannel()
        try harness.restart(["pager": pager])
        try harness.pump()
        harness.complete(1, .delivered)
        try harness.pump()
        #expect(pager.sent == [1, 2])
    }

    /// As on a full disk: what is not recorded is kept, and nothing more is sent meanwhile, as all
    /// of that would be repeated after a crash.
    @Test func failingLedger_keepsOutcomesAndSendsNothing() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(parallel: 1)])
        try harness.post("T-1")
        try harness.post("T-2")
        try harness.pump()
        harness.complete(1, .delivered)
        try harness.sql(
            """
            CREATE TRIGGER full BEFORE UPDATE ON deliveries BEGIN
                SELECT raise(ABORT, 'no space'); END
            """
        )
        #expect(throws: LedgerError.self) { try harness.pump() }
        #expect(throws: LedgerError.self) { try harness.pump() }
        #expect(harness.chat.sent == [1])
        #expect(try harness.condition(1) == .pending)
        try harness.sql("DROP TRIGGER full")
        try harness.pump()
        #expect(harness.chat.sent == [1, 2])
        #expect(try harness.condition(1) == .delivered)
        #expect(try harness.record(1)?.attempts == 1)
    }

    /// A message whose turn it was when the ledger could not be read keeps its turn.
    @Test func unreadableLedger_losesNoMessage() throws {
        let harness = try CourierHarness()
        for number in 1...3 { try harness.post("T-\(number)") }
        try harness.sql("ALTER TABLE delivery_alerts RENAME TO away")
        #expect(throws: LedgerError.self) { try harness.pump() }
        #expect(throws: LedgerError.self) { try harness.pump() }
        #expect(harness.chat.sent.isEmpty)
        try harness.sql("ALTER TABLE away RENAME TO delivery_alerts")
        try harness.pump()
        #expect(harness.chat.sent == [1, 2, 3])
    }
}
