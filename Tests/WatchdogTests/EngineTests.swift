import BusinessTime
import Foundation
import Ledger
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// The engine over a real store and ledger, with time in the test's hands.
struct EngineTests {
    @Test func ticket_isWarnedOf_thenBreached_thenEscalated() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        #expect(harness.sent() == [])
        try harness.advance(by: .minutes(31))
        #expect(
            harness.sent() == [
                "T1 warning first_response warning → owner",
                "T1 breach first_response owner → owner",
                "T1 escalation first_response supervisor → supervisor",
            ]
        )
        #expect(harness.status.late == 1)
        #expect(harness.status.open == 1)
    }

    @Test func ticketAnsweredASecondAgo_isNotSpokenOf() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .minutes(9))
        try harness.writer.append(
            "first_response",
            to: "T1",
            TicketAct(at: harness.now + .seconds(30))
        )
        // No poll has seen it when the warning comes due.
        try harness.advance(by: .minutes(2))
        #expect(harness.sent() == [])
    }

    @Test func nudge_comesAgainAndAgain_untilProgress() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.base))
        try harness.wake()
        try harness.advance(by: .minutes(121))
        #expect(
            harness.sent() == [
                "T1 nudge progress nudge → owner", "T1 nudge progress nudge → owner",
            ]
        )
        try harness.writer.append("progress", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        try harness.advance(by: .minutes(59))
        #expect(harness.sent() == [])
        try harness.advance(by: .minutes(2))
        #expect(harness.sent() == ["T1 nudge progress nudge → owner"])
    }

    @Test func plainSQLStatus_isNoticedWithinOnePoll() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.writer.set(status: .resolved, of: "T1", TicketAct(at: harness.now))
        try harness.wake()
        try harness.advance(by: .hours(5))
        #expect(harness.sent() == [])
    }

    @Test func restart_repeatsNothing_andTakesUpWhatWasUndelivered() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        harness.channel.answers(.retry(reason: "down", after: nil))
        try harness.advance(by: .minutes(11))
        let tried = harness.channel.take()
        #expect(!tried.isEmpty)
        #expect(Set(tried.map(\.id)).count == 1)
        harness.channel.answers(.delivered)
        try harness.restart(after: .minutes(2))
        try harness.advance(by: .minutes(3))
        let again = harness.channel.take()
        #expect(again.map(\.id) == [tried[0].id])
        try harness.restart()
        #expect(harness.sent() == [])
    }

    @Test func downtime_isCaughtUpWithOneMessage() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.restart(after: .hours(3))
        #expect(
            harness.sent() == ["T1 escalation first_response supervisor → owner,supervisor"]
        )
        try harness.advance(by: .hours(3))
        #expect(harness.sent() == [])
    }

    @Test func answeredWhileItWaitedToBeSent_isDropped() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        harness.channel.answers(.retry(reason: "down", after: .minutes(5)))
        try harness.advance(by: .minutes(11))
        #expect(harness.sent().count == 1)
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        harness.channel.answers(.delivered)
        try harness.advance(by: .minutes(10))
        #expect(harness.sent() == [])
        let counts = try LedgerReader(directory: harness.statePath).counts()
        #expect(counts[.dropped] == 1)
    }

    @Test func higherStep_takesThePlaceOfAQueuedLowerOne_forTheSamePeople() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        harness.channel.answers(.retry(reason: "down", after: .hours(1)))
        try harness.advance(by: .minutes(25))
        harness.channel.answers(.delivered)
        _ = harness.channel.take()
        try harness.advance(by: .minutes(60))
        // The owner's breach stands for the warning; the supervisor's escalation takes nothing
        // away from the owner.
        #expect(
            harness.sent() == [
                "T1 breach first_response owner → owner",
                "T1 escalation first_response supervisor → supervisor",
            ]
        )
    }

    @Test func shadowMode_recordsAndSendsNothing() throws {
        let harness = try EngineHarness(shadow: true)
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .hours(1))
        #expect(harness.sent() == [])
        let alerts = try LedgerReader(directory: harness.statePath).alerts(ticket: "T1", limit: 9)
        #expect(alerts.map(\.disposition) == ["shadow", "shadow", "shadow"])
    }

    @Test func shadowModeTurnedOff_tellsWhatIsLate() throws {
        let harness = try EngineHarness(shadow: true)
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .hours(1))
        let live = EngineHarness.configuration(fingerprint: "live")
        try harness.engine.reload(live, channels: ["test": harness.channel], now: harness.now)
        try harness.wake()
        #expect(
            harness.sent() == ["T1 escalation first_response supervisor → owner,supervisor"]
        )
        try harness.advance(by: .hours(1))
        #expect(harness.sent() == [])
    }

    @Test func shadowModeTurnedOn_holdsBackWhatWasPending() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        harness.channel.answers(.retry(reason: "down", after: nil))
        try harness.advance(by: .minutes(11))
        _ = harness.channel.take()
        let shadow = EngineHarness.configuration(shadow: true, fingerprint: "shadow")
        try harness.engine.reload(shadow, channels: ["test": harness.channel], now: harness.now)
        try harness.advance(by: .minutes(5))
        #expect(harness.sent() == [])
        #expect(harness.status.isShadow)
    }

    @Test func severalClocksAtOnce_areOneMessage() throws {
        let harness = try EngineHarness()
        try harness.writer.add(
            ["owner": "li"],
            id: "T1",
            received: harness.base - .minutes(200)
        )
        try harness.writer.append(
            "progress",
            to: "T1",
            TicketAct(at: harness.base - .minutes(90))
        )
        try harness.wake()
        #expect(
            harness.sent() == [
                "T1 escalation first_response supervisor + nudge progress nudge → owner,supervisor"
            ]
        )
    }

    @Test func ticketsOfOneChannel_doNotWaitForEachOther() throws {
        let harness = try EngineHarness()
        for id in ["T1", "T2", "T3"] {
            try harness.writer.add(["owner": "li"], id: id, received: harness.base)
        }
        try harness.wake()
        try harness.advance(by: .minutes(10))
        #expect(
            Set(harness.sent())
                == Set(["T1", "T2", "T3"].map { "\($0) warning first_response warning → owner" })
        )
    }
}
