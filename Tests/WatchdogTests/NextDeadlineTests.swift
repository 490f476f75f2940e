import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin

@testable import Watchdog

/// The next deadline is told whatever else there is.
struct NextDeadlineTests {
    /// Thirty tickets are late and looked at again before the deadline of one that is not.
    @Test func lateTickets_doNotHideTheNextDeadline() throws {
        let harness = try EngineHarness()
        for number in 1...30 {
            try harness.writer.add(
                ["owner": "li"],
                id: "T\(number)",
                received: harness.base - .minutes(25)
            )
        }
        try harness.writer.add(["owner": "li"], id: "NEXT", received: harness.base)
        try harness.wake()
        #expect(harness.status.late == 30)
        #expect(harness.status.nextDeadline == harness.base + .minutes(20))
        try harness.restart()
        #expect(harness.status.nextDeadline == harness.base + .minutes(20))
    }

    @Test func deadline_goesWithItsTicketsAnswer_andWithTime() throws {
        let harness = try EngineHarness()
        for (id, minutes) in [("T1", 0), ("T2", 5), ("T3", 10)] {
            try harness.writer.add(
                ["owner": "li"],
                id: id,
                received: harness.base + .minutes(Int64(minutes))
            )
        }
        try harness.advance(by: .minutes(11))
        #expect(harness.status.nextDeadline == harness.base + .minutes(20))
        try harness.writer.append("closed", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        #expect(harness.status.nextDeadline == harness.base + .minutes(25))
        try harness.advance(by: .minutes(15))
        #expect(harness.status.nextDeadline == harness.base + .minutes(30))
        try harness.advance(by: .minutes(5))
        #expect(harness.status.nextDeadline == nil)
    }

    /// Those that have been answered at once take more than one look.
    @Test func manyAnswersAtOnce_leaveTheNextRight() throws {
        let harness = try EngineHarness()
        for number in 1...300 {
            try harness.writer.add(["owner": "li"], id: "T\(number)", received: harness.base)
        }
        try harness.writer.add(
            ["owner": "li"],
            id: "NEXT",
            received: harness.base + .milliseconds(5)
        )
        try harness.setClock(by: .seconds(1))
        #expect(harness.status.nextDeadline == harness.base + .minutes(20))
        for number in 1...300 {
            try harness.writer.append("closed", to: "T\(number)", TicketAct(at: harness.now))
        }
        try harness.wake()
        #expect(
            harness.status.nextDeadline == harness.base + .minutes(20) + .milliseconds(5)
        )
    }

    @Test func reload_tellsTheDeadlinesOfTheNewRules() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.engine.reload(
            EngineHarness.configuration(response: .minutes(40), fingerprint: "2"),
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.wake()
        #expect(harness.status.nextDeadline == harness.base + .minutes(40))
    }

    @Test func disabledChannels_standInTheStatus() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        harness.channel.answers(.disable(reason: "http 410"))
        try harness.advance(by: .minutes(11))
        #expect(harness.status.disabled == ["test"])
        #expect(harness.status.text(in: .utc).hasPrefix("degraded: channel test disabled; open 1"))
    }

    // MARK: - The queue

    private static let start = Instant(milliseconds: 0)

    private func entry(_ key: Int64, _ seconds: Int64) -> DeadlineQueue.Entry {
        DeadlineQueue.Entry(at: Self.start + .seconds(seconds), key: key)
    }

    @Test func earliestDeadlines_areKept_andItIsKnownThatThereAreMore() {
        var queue = DeadlineQueue(limit: 4)
        for key in (1...9).reversed() { queue.note(Int64(key), Self.start + .seconds(Int64(key))) }
        var found: [Int64] = []
        while let first = queue.earliest(from: Self.start) {
            found.append(first.key)
            queue.refute()
        }
        #expect(found == [1, 2, 3, 4])
        #expect(queue.isExhausted)
        // Beyond what is known nothing is taken for the earliest.
        queue.note(20, Self.start + .seconds(20))
        #expect(queue.earliest(from: Self.start) == nil)
        queue.note(3, Self.start + .seconds(3))
        #expect(queue.earliest(from: Self.start) == entry(3, 3))
    }

    @Test func lookAtAllTickets_bringsWhatWasNotKept() {
        var queue = DeadlineQueue(limit: 4)
        for key in 1...9 { queue.note(Int64(key), Self.start + .seconds(Int64(key))) }
        #expect(queue.isTrimmed)
        for _ in 1...3 { queue.refute() }
        var found = DeadlineQueue(limit: 4)
        for key in 6...8 { found.note(Int64(key), Self.start + .seconds(Int64(key))) }
        queue.takeUp(found)
        #expect(!queue.isTrimmed)
        var keys: [Int64] = []
        while let first = queue.earliest(from: Self.start) {
            keys.append(first.key)
            queue.refute()
        }
        // The fourth is of a ticket that is closed: no such look finds it.
        #expect(keys == [4, 6, 7, 8])
    }

    @Test func firstDeadline_isSureAsLongAsItsTicketSaysSo() {
        var queue = DeadlineQueue()
        queue.note(1, Self.start + .seconds(10))
        #expect(queue.confirmed == entry(1, 10))
        queue.note(2, Self.start + .seconds(5))
        #expect(queue.confirmed == entry(2, 5))
        queue.note(2, nil)
        #expect(queue.confirmed == nil)
        #expect(queue.earliest(from: Self.start) == entry(2, 5))
        queue.refute()
        queue.confirm()
        #expect(queue.confirmed == entry(1, 10))
        #expect(queue.earliest(from: Self.start + .seconds(11)) == nil)
        #expect(queue.confirmed == nil)
        #expect(!queue.isExhausted)
    }
}
