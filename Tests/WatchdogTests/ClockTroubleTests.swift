import BusinessTime
import Foundation
import Ledger
import Notifications
import ServiceLevels
import SlawatchTesting
import Synchronization
import Testing
import TicketStore
import TicketStoreAdmin
import Watchdog

/// A clock that is set, and a machine that slept; never the clock of the machine that tests.
struct ClockTroubleTests {
    @Test func clockSetBackAnHour_repeatsNothing_andNewTicketsAreWatched() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().count == 2)
        try harness.setClock(by: -.hours(1))
        #expect(harness.sent().isEmpty)
        try harness.writer.add(["owner": "wang"], id: "T2", received: harness.now)
        try harness.advance(by: .minutes(10))
        #expect(harness.sent() == ["T2 warning first_response warning → owner"])
        // When it is that late again, what was said stays said and the rest is.
        try harness.advance(by: .minutes(61))
        #expect(
            harness.sent().filter { $0.hasPrefix("T1") } == [
                "T1 escalation first_response supervisor → supervisor"
            ]
        )
    }

    @Test func clockSetForwardADay_takesEverythingDueAtOnce_once() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        try harness.setClock(by: .days(1))
        #expect(
            harness.sent() == [
                "T1 escalation first_response supervisor → owner,supervisor"
            ]
        )
        // Set right again.
        try harness.setClock(by: -.days(1))
        try harness.advance(by: .hours(1))
        #expect(harness.sent().isEmpty)
    }

    @Test func machineAsleep_isNoticed_andWhatCameDueIsSaid() async throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        let box = ClockBox(base: harness.base)
        let (pings, continuation) = AsyncStream.makeStream(of: Void.self)
        let relay = OutcomeRelay()
        let watchdog = try Self.watchdog(harness, relay, box) { continuation.yield() }
        try await watchdog.start()
        var count = 0
        for await _ in pings {
            count += 1
            // From the first poll on it knows how the clocks stood.
            if count == 3 { box.sleep(.hours(2)) }
            if !harness.journal.lines("clock_stepped").isEmpty, !harness.channel.isEmpty { break }
        }
        await watchdog.stop()
        // Less the milliseconds that passed meanwhile.
        #expect(harness.journal.lines("clock_stepped").first?.contains("7199 s") ?? false)
        #expect(harness.sent().first?.hasPrefix("T1 escalation") ?? false)
    }

    /// A wall clock of the test's own, which stands still but for what the machine sleeps.
    private final class ClockBox: Sendable {
        private let time: Mutex<Instant>
        init(base: Instant) { time = Mutex(base) }
        func sleep(_ span: TimeSpan) { time.withLock { $0 = $0 + span } }
        var now: Instant { time.withLock(\.self) }
    }

    private static func watchdog(
        _ harness: EngineHarness,
        _ relay: OutcomeRelay,
        _ clock: ClockBox,
        ping: @escaping @Sendable () -> Void
    ) throws -> Watchdog {
        let logger = harness.journal.logger
        let configuration = EngineHarness.configuration()
        // A state directory of its own: the harness holds the other.
        let ledger = try Ledger(directory: harness.folder.path + "/other", now: clock.now)
        let courier = Courier(
            ledger: ledger,
            channels: ["test": harness.channel],
            giveUpAfter: .days(1),
            random: SystemRandomNumberGenerator(),
            logger: logger,
            report: relay.report
        )
        let store = TicketStore(
            path: harness.storePath,
            layout: configuration.policies.layout,
            logger: nil
        )
        let engine = Engine(
            store: store,
            ledger: ledger,
            courier: courier,
            configuration: configuration,
            logger: logger
        )
        return Watchdog(
            engine: engine,
            relay: relay,
            pollInterval: .milliseconds(20),
            clock: { clock.now },
            logger: logger
        ) { _ in ping() }
    }
}
