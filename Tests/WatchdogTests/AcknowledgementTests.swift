import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// Somebody takes care: repeats and escalations rest, deadlines do not move.
struct AcknowledgementTests {
    private static let breach = "T1 breach first_response owner → owner"
    private static let escalation = "T1 escalation first_response supervisor → supervisor"

    /// A ticket whose deadline at twenty minutes was missed and told.
    private func breached() throws -> EngineHarness {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().last == Self.breach)
        return harness
    }

    private func acknowledge(
        _ harness: EngineHarness,
        clock: String? = nil,
        for span: TimeSpan = .hours(4)
    ) throws {
        _ = try harness.engine.acknowledge(
            Acknowledgement(
                ticket: "T1",
                clock: clock,
                by: "wang",
                note: "on it",
                at: harness.now,
                expires: harness.now + span
            ),
            now: harness.now
        )
        try harness.wake()
    }

    @Test func escalation_waitsUntilTheAcknowledgementExpires() throws {
        let harness = try breached()
        try acknowledge(harness)
        try harness.advance(by: .hours(3))
        #expect(harness.sent() == [])
        #expect(harness.status.late == 1)
        // Acknowledged but no progress: it goes on where it stood.
        try harness.advance(by: .hours(1) + .minutes(1))
        #expect(harness.sent() == [Self.escalation])
    }

    @Test func answerInTime_meansThatNothingFollows() throws {
        let harness = try breached()
        try acknowledge(harness)
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.advance(by: .minutes(1))
        #expect(harness.sent() == ["T1 resolved first_response resolved → owner"])
    }

    @Test func acknowledgementTakenBack_letsItGoOnAtOnce() throws {
        let harness = try breached()
        try acknowledge(harness)
        try harness.advance(by: .minutes(30))
        #expect(try harness.engine.endAcknowledgements(of: "T1", clock: nil, now: harness.now) == 1)
        try harness.wake()
        #expect(harness.sent() == [Self.escalation])
    }

    @Test func deadlineMissedAfterwards_isToldAllTheSame() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .minutes(11))
        #expect(harness.sent() == ["T1 warning first_response warning → owner"])
        try acknowledge(harness)
        try harness.advance(by: .minutes(30))
        #expect(harness.sent() == [Self.breach])
    }

    @Test func repeats_restToo_andComeBackOnce() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.base))
        try harness.wake()
        try harness.advance(by: .minutes(61))
        #expect(harness.sent() == ["T1 nudge progress nudge → owner"])
        try acknowledge(harness, clock: "progress", for: .hours(3))
        try harness.advance(by: .minutes(179))
        #expect(harness.sent() == [])
        try harness.advance(by: .minutes(2))
        #expect(harness.sent() == ["T1 nudge progress nudge → owner"])
    }

    @Test func anotherClock_isNotMeant() throws {
        let harness = try breached()
        try acknowledge(harness, clock: "progress")
        try harness.advance(by: .minutes(10))
        #expect(harness.sent() == [Self.escalation])
    }

    @Test func acknowledgement_outlivesARestart() throws {
        let harness = try breached()
        try acknowledge(harness)
        try harness.restart(after: .hours(1))
        #expect(harness.sent() == [])
        try harness.advance(by: .hours(3))
        #expect(harness.sent() == [Self.escalation])
    }

    /// What was queued before the word was given waits for it, and is not thrown away.
    @Test func queuedEscalation_waitsAndIsToldOnce() throws {
        let harness = try breached()
        harness.channel.answers(.retry(reason: "http 500", after: nil))
        try harness.advance(by: .minutes(10))
        _ = harness.sent()
        try acknowledge(harness, for: .hours(1))
        harness.channel.answers(.delivered)
        try harness.advance(by: .minutes(50))
        #expect(harness.sent() == [])
        try harness.advance(by: .minutes(12))
        #expect(harness.sent() == [Self.escalation])
    }

    /// The word was about what had been said by then: another clock's ladder is not its business.
    @Test func escalationOfWhatWasSaidAfterwards_isTold() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try acknowledge(harness)
        try harness.advance(by: .minutes(31))
        #expect(
            harness.sent() == [
                "T1 warning first_response warning → owner", Self.breach, Self.escalation,
            ]
        )
    }
}
