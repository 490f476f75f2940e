import BusinessTime
import Ledger
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// A restart changes nothing, also of tickets that are closed.
struct FollowUpTests {
    /// The usual rules, and a final plan within an hour for whoever is dissatisfied (S0-8).
    private static func configuration(_ fingerprint: String = "1") -> EngineConfiguration {
        var configuration = EngineHarness.configuration(fingerprint: fingerprint)
        let plan = Clock(
            id: "final_plan",
            name: LocalizedText([.english: "Final plan"]),
            start: EventSelector(["dissatisfied"]),
            satisfiedBy: Satisfaction([EventSelector(["final_plan"])]),
            ends: EventSelector([]),
            cases: [
                ClockCase(
                    rule: "T-3",
                    target: .time(.hours(1)),
                    calendar: .always(),
                    ladder: [
                        Step(
                            name: "team",
                            kind: .breach,
                            moment: .offset(.zero),
                            roles: ["supervisor"]
                        )
                    ]
                )
            ]
        )
        configuration.policies.entries[0].policy.clocks.append(plan)
        return configuration
    }

    private static let told = "T1 breach final_plan team → supervisor"

    private func started() throws -> EngineHarness {
        let harness = try EngineHarness(configuration: Self.configuration())
        try harness.writer.add(["status": "closed"], id: "T1", received: harness.base)
        try harness.wake()
        return harness
    }

    private func dissatisfied(_ harness: EngineHarness) throws {
        try harness.writer.append("dissatisfied", to: "T1", TicketAct(at: harness.now))
    }

    @Test func saidWhileItRuns_isTold() throws {
        let harness = try started()
        try dissatisfied(harness)
        try harness.wake()
        try harness.advance(by: .minutes(61))
        #expect(harness.sent() == [Self.told])
    }

    @Test func restartedBeforeTheDeadline_isToldOnce() throws {
        let harness = try started()
        try dissatisfied(harness)
        try harness.wake()
        for _ in 0..<3 {
            try harness.restart(after: .minutes(5), configuration: Self.configuration())
        }
        try harness.advance(by: .minutes(46))
        #expect(harness.sent() == [Self.told])
        try harness.restart(after: .minutes(5), configuration: Self.configuration())
        #expect(harness.sent() == [])
    }

    @Test func saidWhileItIsDown_isTold() throws {
        let harness = try started()
        try dissatisfied(harness)
        try harness.restart(after: .minutes(2), configuration: Self.configuration())
        #expect(harness.sent() == [])
        try harness.advance(by: .minutes(61))
        #expect(harness.sent() == [Self.told])
    }

    @Test func saidAndDueWhileItIsDown_isTold() throws {
        let harness = try started()
        try dissatisfied(harness)
        try harness.restart(after: .hours(9), configuration: Self.configuration())
        #expect(harness.sent() == [Self.told])
    }

    @Test func underEditedRules_isTold() throws {
        let harness = try started()
        try dissatisfied(harness)
        try harness.restart(after: .minutes(2), configuration: Self.configuration("2"))
        try harness.advance(by: .minutes(61))
        #expect(harness.sent() == [Self.told])
    }

    @Test func answeredWhileItIsDown_isNotTold() throws {
        let harness = try started()
        try dissatisfied(harness)
        try harness.wake()
        try harness.writer.append("final_plan", to: "T1", TicketAct(at: harness.now))
        try harness.restart(after: .hours(2), configuration: Self.configuration())
        try harness.advance(by: .hours(2))
        #expect(harness.sent() == [])
    }

    /// Changes that were read and not evaluated for want of time are read again.
    @Test func killedAmidManyChanges_tellsOfAll() throws {
        let harness = try EngineHarness(configuration: Self.configuration())
        let ids = (1...5).map { "T\($0)" }
        for id in ids {
            try harness.writer.add(["status": "closed"], id: id, received: harness.base)
        }
        try harness.wake()
        for id in ids {
            try harness.writer.append("dissatisfied", to: id, TicketAct(at: harness.now))
        }
        harness.engine.requestPoll()
        // Long enough after the position was noted for it to be noted again.
        let later = harness.now + .seconds(11)
        #expect(harness.engine.wake(now: later, outOfTime: { true }) == later)
        try harness.restart(after: .seconds(12), configuration: Self.configuration())
        try harness.advance(by: .minutes(61))
        let tickets = harness.sent().compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(tickets.sorted() == ids)
    }
}
