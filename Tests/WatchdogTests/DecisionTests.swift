import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// What is decided stays decided; corrected facts alone undo it.
struct DecisionTests {
    private func started() throws -> EngineHarness {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        return harness
    }

    /// What is written down of the first response.
    private func verdicts(_ harness: EngineHarness) throws -> [Decision.Verdict] {
        try LedgerReader(directory: harness.statePath).decisions(of: "T1")
            .filter { $0.key.clock == "first_response" }.map(\.value.verdict)
    }

    @Test func answeredInTime_staysMet_underAShorterTarget() throws {
        let harness = try started()
        try harness.advance(by: .minutes(9))
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        #expect(try verdicts(harness) == [.met])
        let configuration = EngineHarness.configuration(response: .minutes(5), fingerprint: "2")
        try harness.engine.reload(
            configuration,
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.writer.set(["title": "x"], of: "T1", TicketAct(at: harness.now))
        try harness.advance(by: .minutes(30))
        #expect(try verdicts(harness) == [.met])
        #expect(harness.sent() == [])
    }

    /// The other standard wants a plan as well: whoever was answered in time was answered.
    @Test func answeredInTime_staysMet_underAStandardThatAsksForMore() throws {
        let harness = try started()
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        var configuration = EngineHarness.configuration(fingerprint: "2")
        configuration.policies.entries[0].policy.clocks[0].satisfiedBy = Satisfaction(
            [EventSelector(["first_response"]), EventSelector(["plan"])],
            needsAll: true
        )
        try harness.engine.reload(
            configuration,
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.advance(by: .minutes(50))
        #expect(harness.sent() == [])
        #expect(try verdicts(harness) == [.met])
    }

    @Test func missed_staysMissed_underALongerTarget() throws {
        let harness = try started()
        try harness.advance(by: .minutes(21))
        #expect(try verdicts(harness) == [.missed])
        _ = harness.sent()
        let configuration = EngineHarness.configuration(response: .hours(3), fingerprint: "2")
        try harness.engine.reload(
            configuration,
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.advance(by: .minutes(10))
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.wake()
        #expect(try verdicts(harness) == [.missed])
        let end = harness.channel.take().filter { $0.message.data.kind == "resolved" }
        #expect(end.map { $0.message.data.alerts.first?.outcome } == ["late"])
    }

    @Test func aReceptionPutRight_undoesTheMiss_andWhoWasToldHears() throws {
        let harness = try started()
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().count == 2)
        // It came half an hour later than was keyed in.
        let received = (harness.base + .minutes(15)).milliseconds
        let crm = try SQLiteShell(harness.storePath)
        try crm.perform("UPDATE tickets SET received_at = \(received) WHERE id = 'T1';")
        try harness.wake()
        let sent = harness.channel.take()
        #expect(sent.map(\.message.data.kind) == ["resolved"])
        #expect(sent.first?.message.data.alerts.first?.outcome == "corrected")
        #expect(sent.first?.message.data.text.contains("no longer holds") == true)
        #expect(try verdicts(harness) == [])
        // The new deadline is watched, and missing it is news: they heard that it was none.
        try harness.advance(by: .minutes(15))
        #expect(try verdicts(harness) == [.missed])
        #expect(harness.sent().last == "T1 breach first_response owner → owner")
        try harness.restart(after: .minutes(1))
        #expect(harness.sent() == [])
    }

    @Test func anAnswerTypedInLate_decidesAnew() throws {
        let harness = try started()
        try harness.advance(by: .minutes(21))
        _ = harness.sent()
        let act = TicketAct(at: harness.base + .minutes(5))
        try harness.writer.append("first_response", to: "T1", act)
        try harness.wake()
        #expect(try verdicts(harness) == [.met])
        let sent = harness.channel.take()
        #expect(sent.map { $0.message.data.alerts.first?.outcome } == ["met"])
    }

    /// Finished under one level and reopened under another: it is watched as if never finished.
    @Test func closedUnderOneLevelAndReopenedUnderAnother_isTold() throws {
        let harness = try EngineHarness()
        try harness.writer.add(
            ["owner": "li", "status": "closed", "priority": "P3"],
            id: "T1",
            received: harness.base
        )
        try harness.advance(by: .minutes(5))
        try harness.writer.set(["priority": "P2"], of: "T1", TicketAct(at: harness.now))
        try harness.advance(by: .minutes(5))
        try harness.writer.set(["status": "in_progress"], of: "T1", TicketAct(at: harness.now))
        try harness.wake()
        try harness.advance(by: .minutes(31))
        #expect(
            harness.sent() == [
                "T1 warning first_response warning → owner",
                "T1 breach first_response owner → owner",
                "T1 escalation first_response supervisor → supervisor",
            ]
        )
    }
}
