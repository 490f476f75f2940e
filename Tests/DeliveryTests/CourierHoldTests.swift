import BusinessTime
import Ledger
import ServiceLevels
import Testing

@testable import Notifications
@testable import Support

/// Messages kept back for a time, told as one when it ends, and what a channel may take.
struct CourierHoldTests {
    private func hold(_ until: Instant, _ cause: Hold.Cause = .silence) -> GateDecision {
        .hold(Hold(cause: cause, until: until, detail: "silence 1 by li"))
    }

    private func room(_ messages: Int) -> RecordingChannel {
        RecordingChannel(
            parallel: 1,
            rateLimit: RateLimit(messages: messages, per: .minutes(1)),
            audience: .room,
            answer: .delivered
        )
    }

    /// Pumps until nothing is due, answering what is sent.
    private func settle(_ harness: CourierHarness, _ gate: some DeliveryGate) throws -> Double? {
        var wait = try harness.pump(gate)
        for _ in 0..<2_000 {
            guard !harness.courier.inFlight.isEmpty else { break }
            for seq in harness.courier.inFlight { harness.complete(seq, .delivered) }
            wait = try harness.pump(gate)
        }
        return wait
    }

    @Test func heldMessages_areTheLedgersAndComeAsOneWhenItEnds() throws {
        let harness = try CourierHarness(["chat": room(100)])
        let end = harness.now + .hours(2)
        for ticket in 1...3 { try harness.post("T-\(ticket)") }
        #expect(try harness.pump(hold(end)) == 7200)
        #expect(harness.chat.sent.isEmpty)
        let record = try #require(try harness.record(1))
        #expect(record.state == .held && record.heldUntil == end && record.heldFor == "silence")
        #expect(record.reason == "silence 1 by li")
        #expect(harness.courier.unfinished == 0)
        // One was answered meanwhile.
        harness.now = end
        let gate = ByTicket { $0 == "T-2" ? .drop(reason: "answered") : .send }
        #expect(try settle(harness, gate) == nil)
        #expect(
            harness.chat.messages.map { String(decoding: $0.body, as: UTF8.self) } == ["silence: 2"]
        )
        let counts = try harness.ledger.counts()
        #expect(counts[.folded] == 2 && counts[.dropped] == 1 && counts[.delivered] == 1)
        // The digest tells of the alerts of both.
        let digest = try #require(try harness.ledger.delivery(4))
        #expect(digest.alerts.map(\.ticket).sorted() == ["T-1", "T-3"])
    }

    @Test func singleHeldMessage_comesAsItself() throws {
        let harness = try CourierHarness(["chat": room(100)])
        try harness.post("T-1")
        let end = harness.now + .minutes(5)
        try harness.pump(hold(end, .quietHours))
        harness.now = end
        _ = try settle(harness, SameVerdict(.send))
        #expect(harness.chat.messages.map(\.id) == ["id-1"])
        #expect(try harness.condition(1) == .delivered)
    }

    @Test func hold_outlivesARestartAndAReload() throws {
        let harness = try CourierHarness(["chat": room(100)])
        let end = harness.now + .hours(1)
        try harness.post("T-1")
        try harness.pump(hold(end))
        try harness.restart(harness.channels)
        #expect(try harness.pump(SameVerdict(.send)) == 3600)
        #expect(harness.chat.sent.isEmpty)
        harness.now = end
        _ = try settle(harness, SameVerdict(.send))
        #expect(harness.chat.sent == [1])
    }

    @Test func causeThatIsGone_releasesWhatItHeld() throws {
        let harness = try CourierHarness(["chat": room(100)])
        let end = harness.now + .hours(1)
        try harness.post("T-1")
        try harness.post("T-2")
        try harness.pump(ByTicket { hold(end, $0 == "T-1" ? .silence : .maintenance) })
        try harness.courier.reconsiderHeld(.silence, now: harness.now)
        _ = try settle(harness, SameVerdict(.send))
        #expect(harness.chat.sent == [1])
        #expect(try harness.condition(2) == .held)
    }

    @Test func personsReachedAlone_areToldTheirOwnAndNothingElse() throws {
        let mail = RecordingChannel(audience: .persons, answer: .delivered)
        let harness = try CourierHarness(["mail": mail])
        let end = harness.now + .hours(1)
        for ticket in 1...2 { try harness.post("T-\(ticket)", to: "mail", recipient: "owner:li") }
        for ticket in 3...4 { try harness.post("T-\(ticket)", to: "mail", recipient: "owner:wang") }
        try harness.pump(hold(end))
        harness.now = end
        _ = try settle(harness, SameVerdict(.send))
        #expect(
            mail.messages.map(\.id) == ["digest of id-1 id-2", "digest of id-3 id-4"]
        )
    }

    /// A thousand breaches in a minute on a channel that takes eighteen: the gravest leave at once,
    /// all others as one, and nothing is lost.
    @Test func storm_leavesSinglyWhatIsGraveAndTheRestAsOne() throws {
        let harness = try CourierHarness(["chat": room(18)])
        for ticket in 1...999 { try harness.post("T-\(ticket)", kind: .nudge) }
        try harness.post("T-1000", kind: .escalation)
        _ = try settle(harness, SameVerdict(.send))
        #expect(harness.chat.sent.count == 18)
        #expect(harness.chat.messages.first?.id == "id-1000")
        #expect(
            harness.chat.messages.last.map { String(decoding: $0.body, as: UTF8.self) }
                == "allowance: 983"
        )
        let counts = try harness.ledger.counts()
        #expect(counts[.folded] == 983 && counts[.delivered] == 18 && counts[.pending] == 0)
        // The window is a minute: what comes now waits for it, and a restart does not forget.
        try harness.post("T-1001")
        try harness.restart(harness.channels)
        #expect(try harness.pump() == 60)
        harness.now = harness.now + .minutes(1)
        _ = try settle(harness, SameVerdict(.send))
        #expect(harness.chat.sent.count == 19)
    }

    @Test func withinItsAllowance_everythingComesSingly() throws {
        let harness = try CourierHarness(["chat": room(18)])
        for ticket in 1...18 { try harness.post("T-\(ticket)") }
        _ = try settle(harness, SameVerdict(.send))
        #expect(harness.chat.messages.map(\.id) == (1...18).map { "id-\($0)" })
    }
}
