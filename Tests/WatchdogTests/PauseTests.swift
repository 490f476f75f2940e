import BusinessTime
import Foundation
import Ledger
import Notifications
import ServiceLevels
import SlawatchTesting
import Testing
import TicketStoreAdmin
import Watchdog

/// Nothing is sent for a while, and nothing is lost by it.
struct PauseTests {
    private func harness() throws -> EngineHarness {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        return harness
    }

    private func alerts(_ harness: EngineHarness) throws -> [String] {
        try LedgerReader(directory: harness.statePath).alerts(ticket: nil, limit: 100)
            .map { "\($0.kind) \($0.disposition)" }
    }

    @Test func pause_recordsAndSendsNothing_untilItEnds() throws {
        let harness = try harness()
        try harness.engine.pause(until: harness.now + .minutes(25))
        try harness.advance(by: .minutes(21))
        #expect(harness.sent() == [])
        #expect(try alerts(harness) == ["breach raised", "warning raised"])
        #expect(harness.status.pausedUntil == harness.base + .minutes(25))
        #expect(harness.status.text(in: .utc).contains(", paused until 20"))
        #expect(harness.status.undelivered == 1)
        try harness.advance(by: .minutes(5))
        #expect(harness.sent() == ["T1 breach first_response owner → owner"])
        #expect(harness.status.pausedUntil == nil)
        #expect(harness.journal.lines("resumed") == ["the pause is over"])
    }

    @Test func resume_sendsWhatStillHolds() throws {
        let harness = try harness()
        try harness.writer.add(["owner": "wang"], id: "T2", received: harness.base)
        try harness.engine.pause(until: harness.now + .days(1))
        try harness.advance(by: .minutes(21))
        try harness.writer.append("first_response", to: "T2", TicketAct(at: harness.now))
        #expect(try harness.engine.resume(now: harness.now))
        try harness.wake()
        #expect(harness.sent() == ["T1 breach first_response owner → owner"])
        #expect(try !harness.engine.resume(now: harness.now))
    }

    @Test func pause_survivesARestart_andEndsAllTheSame() throws {
        let harness = try harness()
        let end = harness.now + .hours(1)
        try harness.engine.pause(until: end)
        try harness.restart(after: .minutes(21))
        #expect(harness.sent() == [])
        #expect(harness.status.pausedUntil == end)
        #expect(harness.journal.lines("paused").count == 1)
        try harness.restart(after: .hours(1))
        #expect(harness.status.pausedUntil == nil)
        #expect(!harness.sent().isEmpty)
        try harness.restart()
        #expect(harness.journal.lines("paused").count == 1)
    }

    @Test(arguments: [false, true])
    func messageThatWaitedOutAPause_isNotGivenUpForIt(restarting: Bool) throws {
        let harness = try harness()
        try harness.engine.pause(until: harness.now + .days(3))
        try harness.advance(by: .days(3) - .seconds(1))
        harness.channel.answers(.retry(reason: "http 503", after: nil))
        if restarting { try harness.restart(after: .seconds(1)) }
        try harness.advance(by: .minutes(1))
        #expect(!harness.channel.take().isEmpty)
        let counts = try LedgerReader(directory: harness.statePath).counts()
        #expect(counts[.dead] == 0 && (counts[.pending] ?? 0) > 0)
    }

    @Test func deadLetterThatIsRevived_getsItsTimeAgain() throws {
        let harness = try harness()
        harness.channel.answers(.permanent(reason: "http 404"))
        try harness.advance(by: .minutes(11))
        let first = try #require(harness.channel.take().first)
        try harness.setClock(by: .days(2))
        _ = harness.channel.take()
        harness.channel.answers(.retry(reason: "http 503", after: nil))
        #expect(try harness.engine.retryDelivery(first.id, now: harness.now) != nil)
        try harness.wake()
        let pending = try LedgerReader(directory: harness.statePath)
            .deliveries(ticket: nil, state: .pending, limit: 10)
        #expect(pending.map(\.id).contains(first.id))
    }

    @Test func deadLetter_isSentAgainUnderItsID() throws {
        let harness = try harness()
        harness.channel.answers(.permanent(reason: "http 404"))
        try harness.advance(by: .minutes(11))
        let first = try #require(harness.channel.take().first)
        #expect(try harness.engine.retryDelivery("nonsense", now: harness.now) == nil)
        harness.channel.answers(.delivered)
        let redelivered = try harness.engine.retryDelivery(first.id, now: harness.now)
        #expect(redelivered?.ticket == "T1")
        #expect(try harness.engine.retryDelivery(first.id, now: harness.now) == nil)
        try harness.wake()
        #expect(harness.channel.take().map(\.id) == [first.id])
        let counts = try LedgerReader(directory: harness.statePath).balance()
        #expect(counts.counts == counts.counted)
        #expect(counts.counts[.dead] == 0 && counts.counts[.delivered] == 1)
    }

    @Test func acknowledgement_hasTheTicketLookedAtAgain() throws {
        let harness = try harness()
        let made = try harness.engine.acknowledge(
            Acknowledgement(
                ticket: "T1",
                clock: nil,
                by: "li",
                note: "",
                at: harness.now,
                expires: harness.now + .hours(4)
            ),
            now: harness.now
        )
        #expect(made.seq == 1)
        #expect(harness.engine.knows(ticket: "T1") == true)
        #expect(harness.engine.knows(ticket: "T9") == false)
        #expect(harness.engine.wake(now: harness.now) != nil)
        let ended = try harness.engine.endAcknowledgements(
            of: "T1",
            clock: nil,
            now: harness.now
        )
        #expect(ended == 1)
    }

    @Test func vocabulary_isWhatMayBeNamed() throws {
        let words = try harness().engine.vocabulary(now: SystemTime.now())
        #expect(words.clocks == ["first_response", "progress"])
        #expect(words.channels == ["other", "test"])
        #expect(words.attributes.contains("owner"))
    }
}
