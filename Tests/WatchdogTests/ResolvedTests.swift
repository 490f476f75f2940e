import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// The end of a breach is told wherever the breach was really delivered, and nowhere else.
struct ResolvedTests {
    private static let resolved = "T1 resolved first_response resolved → owner"

    private func started() throws -> EngineHarness {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        return harness
    }

    private func answer(_ harness: EngineHarness, _ kind: String = "first_response") throws {
        try harness.writer.append(kind, to: "T1", TicketAct(at: harness.now))
        try harness.wake()
    }

    @Test func breachMadeGood_isToldWhoHeardOfIt_once() throws {
        let harness = try started()
        try harness.advance(by: .minutes(31))
        #expect(harness.sent().count == 3)
        try answer(harness)
        let sent = harness.channel.take()
        // One channel: one message, for both.
        #expect(sent.map(\.message.data.kind) == ["resolved"])
        #expect(
            Set(sent.flatMap(\.message.data.recipients).map(\.role)) == ["owner", "supervisor"]
        )
        let alert = try #require(sent.first?.message.data.alerts.first)
        #expect(alert.outcome == "late" && alert.clock == "first_response")
        #expect(sent.first?.message.data.text.hasPrefix("[Slawatch] RESOLVED T1") == true)
        try harness.restart(after: .minutes(1))
        try harness.advance(by: .minutes(30))
        #expect(harness.sent() == [])
    }

    @Test func warningAlone_hasNoEnd() throws {
        let harness = try started()
        try harness.advance(by: .minutes(11))
        #expect(harness.sent().count == 1)
        try answer(harness)
        #expect(harness.sent() == [])
    }

    @Test func breachThatWasNeverDelivered_hasNoEndEither() throws {
        let harness = try started()
        try harness.advance(by: .minutes(11))
        _ = harness.sent()
        harness.channel.answers(.retry(reason: "http 500", after: nil))
        try harness.advance(by: .minutes(10))
        _ = harness.sent()
        try answer(harness)
        harness.channel.answers(.delivered)
        try harness.advance(by: .minutes(55))
        #expect(harness.sent() == [])
    }

    @Test func ticketClosedWhileNobodyWatched_isToldOnReturn() throws {
        let harness = try started()
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().count == 2)
        try harness.writer.append("closed", to: "T1", TicketAct(at: harness.now))
        try harness.restart(after: .hours(1))
        try harness.advance(by: .minutes(1))
        let sent = harness.channel.take()
        #expect(sent.map(\.message.data.kind) == ["resolved"])
        #expect(sent.first?.message.data.alerts.first?.outcome == "ended")
    }

    /// A silence that began after the breach was told does not keep its end back.
    @Test func silence_doesNotKeepTheEndBack() throws {
        let harness = try started()
        try harness.advance(by: .minutes(21))
        _ = harness.sent()
        _ = try harness.engine.silence(
            Silence(
                matcher: .init(ticket: "T1"),
                author: "wang",
                comment: "",
                begins: harness.now,
                ends: harness.now + .hours(1)
            ),
            now: harness.now
        )
        try answer(harness)
        #expect(harness.sent() == [Self.resolved])
    }

    @Test func breachToldInADigest_isMadeGoodWhereTheDigestWent() throws {
        let harness = try started()
        try harness.writer.add(["owner": "li"], id: "T2", received: harness.base)
        _ = try harness.engine.silence(
            Silence(
                matcher: .init(attributes: ["owner": ["li"]]),
                author: "wang",
                comment: "",
                begins: harness.now,
                ends: harness.now + .minutes(25)
            ),
            now: harness.now
        )
        try harness.wake()
        try harness.advance(by: .minutes(26))
        #expect(harness.channel.take().map(\.message.data.kind) == ["digest"])
        try answer(harness)
        #expect(harness.sent() == [Self.resolved])
    }

    /// All-clears that were kept back together are told as one, not thrown away.
    @Test func digestOfAllClears_isSent() throws {
        let harness = try night()
        for id in ["T1", "T2"] {
            try harness.writer.append("first_response", to: id, TicketAct(at: harness.now))
        }
        try harness.wake()
        #expect(harness.sent() == [])
        try harness.setQuiet(false)
        let sent = harness.channel.take()
        #expect(sent.map(\.message.data.kind) == ["digest"])
        #expect(sent.first?.message.data.digest?.members.map(\.kind) == ["resolved", "resolved"])
    }

    /// Reopened before the all-clear has left: the next one is told all the same.
    @Test func ticketReopenedBeforeItsAllClearLeft_hasItsNextEndTold() throws {
        let harness = try night()
        try harness.writer.append("first_response", to: "T2", TicketAct(at: harness.now))
        try harness.writer.append("resolved", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        try harness.writer.append("reopened", to: "T1", TicketAct(at: harness.now + .minutes(5)))
        try harness.advance(by: .minutes(6))
        try harness.setQuiet(false)
        #expect(harness.sent() == ["T2 resolved first_response resolved → owner"])
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        #expect(harness.sent().last == "T1 resolved first_response resolved → owner")
    }

    /// Two tickets whose breach was told, and then everybody wants to be left alone.
    private func night() throws -> EngineHarness {
        let harness = try EngineHarness(configuration: EngineHarness.configuration(audience: .room))
        for id in ["T1", "T2"] {
            try harness.writer.add(
                ["owner": "li", "priority": "low"],
                id: id,
                received: harness.base
            )
        }
        try harness.wake()
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().count == 4)
        try harness.setQuiet(true)
        return harness
    }
}
