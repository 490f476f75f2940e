import BusinessTime
import Ledger
import Notifications
import Testing
import TicketStoreAdmin
import Watchdog

/// What is past when a watch begins, and what a reload changes.
struct SummaryTests {
    private func harness(late count: Int, summaryAbove: Int) throws -> EngineHarness {
        try EngineHarness(summaryAbove: summaryAbove) { setup in
            for number in 1...count {
                try setup.writer.add(
                    ["owner": "li"],
                    id: "T\(number)",
                    received: setup.base - .minutes(Int64(40 + number))
                )
            }
        }
    }

    @Test func firstStart_withFewLateTickets_tellsEach() throws {
        #expect(try harness(late: 3, summaryAbove: 3).sent().count == 3)
    }

    @Test func firstStart_withManyLateTickets_isOneSummary_andTheyAreKnown() throws {
        let harness = try harness(late: 8, summaryAbove: 3)
        let sent = harness.channel.take()
        #expect(sent.map(\.message.type) == ["sla.summary"])
        let summary = try #require(sent.first?.message.data.summary)
        #expect(summary.tickets == 8)
        #expect(summary.reason == "first_start")
        #expect(summary.examples.first == "T8")
        try harness.restart(after: .minutes(5))
        try harness.advance(by: .hours(2))
        #expect(harness.sent() == [])
    }

    @Test func lostLedger_isOneSummary() throws {
        let harness = try harness(late: 8, summaryAbove: 3)
        _ = harness.channel.take()
        try harness.loseLedger()
        #expect(harness.channel.take().map(\.message.data.summary?.reason) == ["ledger_lost"])
    }

    @Test func reload_withManyNewlyLate_isOneSummary() throws {
        let harness = try EngineHarness { setup in
            for number in 1...8 {
                try setup.writer.add(
                    ["owner": "li"],
                    id: "T\(number)",
                    received: setup.base - .minutes(5)
                )
            }
        }
        #expect(harness.sent() == [])
        let strict = EngineHarness.configuration(
            summaryAbove: 3,
            response: .minutes(4),
            fingerprint: "2"
        )
        try harness.engine.reload(strict, channels: ["test": harness.channel], now: harness.now)
        try harness.wake()
        #expect(harness.channel.take().map(\.message.data.summary?.reason) == ["reload"])
    }

    @Test func restartWithOtherRules_isAReload() throws {
        let harness = try EngineHarness { setup in
            for number in 1...8 {
                try setup.writer.add(
                    ["owner": "li"],
                    id: "T\(number)",
                    received: setup.base - .minutes(5)
                )
            }
        }
        let strict = EngineHarness.configuration(
            summaryAbove: 3,
            response: .minutes(4),
            fingerprint: "2"
        )
        try harness.restart(configuration: strict)
        #expect(harness.channel.take().map(\.message.data.summary?.reason) == ["reload"])
    }

    @Test func killedDuringTheFirstPass_theSummaryStillComes() throws {
        let harness = try harness(late: 8, summaryAbove: 3)
        _ = harness.channel.take()
        // As a kill between recording what is known and telling of it leaves the ledger.
        try harness.pretendKilledDuringSummary()
        let sent = harness.channel.take()
        #expect(sent.map(\.message.data.summary?.tickets) == [8])
    }
}
