import BusinessTime
import Ledger
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// A ladder goes on as it stood when it began.
struct LadderTests {
    private static let later = [
        Step(
            name: "manager",
            kind: .escalation,
            moment: .offset(.hours(2)),
            roles: ["supervisor"]
        )
    ]

    private func reload(_ harness: EngineHarness) throws {
        try harness.engine.reload(
            EngineHarness.configuration(escalation: Self.later, fingerprint: "2"),
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.wake()
    }

    @Test func ladderThatHasBegun_goesOnAsItStood_andANewOneIsTheEditedOne() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().count == 2)
        try reload(harness)
        try harness.writer.add(["owner": "li"], id: "T2", received: harness.now)
        try harness.wake()
        try harness.advance(by: .minutes(10))
        #expect(
            harness.sent() == [
                "T1 escalation first_response supervisor → supervisor",
                "T2 warning first_response warning → owner",
            ]
        )
        // The edited ladder's step is not the first ticket's; it is the second's.
        try harness.advance(by: .hours(3))
        #expect(
            harness.sent() == [
                "T2 breach first_response owner → owner",
                "T2 escalation first_response manager → supervisor",
            ]
        )
    }

    @Test func formerLadder_outlivesARestart() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .minutes(21))
        _ = harness.sent()
        try harness.restart(
            after: .minutes(1),
            configuration: EngineHarness.configuration(escalation: Self.later, fingerprint: "2")
        )
        try harness.advance(by: .minutes(9))
        #expect(harness.sent() == ["T1 escalation first_response supervisor → supervisor"])
    }
}
