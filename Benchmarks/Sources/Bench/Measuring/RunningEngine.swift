import BusinessTime
import CBaseline
import Configuration
import Ledger
import Logging
import Notifications
import ServiceLevels
import TicketStore
import Watchdog

/// The engine as `slawatchd` puts it together, in this process and woken by hand.
final class RunningEngine {
    let engine: Engine
    let configuration: Configuration

    static var now: Instant { Instant(milliseconds: bl_now_ms()) }

    /// Starts an engine and lets it look at every ticket; where it `isStuck`, nothing that is
    /// sent ever arrives.
    init(configuration path: String, summaryAbove: Int? = nil, isStuck: Bool = false) throws {
        configuration = try Configuration.read(path: path)
        let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
        let now = Self.now
        let ledger = try Ledger(directory: configuration.state, now: now)
        let channels = configuration.channels.keys.map { ($0, StuckChannel() as any Channel) }
        let courier = Courier(
            ledger: ledger,
            channels: isStuck ? Dictionary(uniqueKeysWithValues: channels) : [:],
            giveUpAfter: configuration.giveUpAfter,
            random: SystemRandomNumberGenerator(),
            logger: logger
        ) { _, _ in }
        let store = TicketStore(
            path: configuration.store,
            layout: configuration.policies.layout,
            logger: logger
        )
        engine = Engine(
            store: store,
            ledger: ledger,
            courier: courier,
            configuration: configuration.engineConfiguration(summaryAbove: summaryAbove),
            logger: logger
        )
        try engine.start(now: now)
        settle()
    }

    /// Wakes the engine until there is nothing left to do at once.
    func settle() {
        let now = Self.now
        while let next = engine.wake(now: now), next <= now {}
    }

    /// Polls the store once.
    func poll() {
        engine.requestPoll()
        _ = engine.wake(now: Self.now)
    }

    /// Looks at every ticket again by rules that count as new.
    func reload(_ number: Int) throws {
        var changed = configuration.engineConfiguration(summaryAbove: nil)
        changed.fingerprint += "-\(number)"
        try engine.reload(changed, channels: [:], now: Self.now)
        settle()
    }
}

/// A channel on which nothing arrives.
private struct StuckChannel: Channel {
    var parallel: Int { 64 }
    var target: String { "nowhere" }

    func send(_ outgoing: OutgoingMessage, report: @escaping @Sendable (DeliveryOutcome) -> Void) {}
}

extension Configuration {
    fileprivate func engineConfiguration(summaryAbove: Int?) -> EngineConfiguration {
        EngineConfiguration(
            policies: policies,
            writer: makeWriter(),
            shadow: shadow,
            summaryAbove: summaryAbove ?? self.summaryAbove,
            administrators: administrators,
            fingerprint: fingerprint
        )
    }
}
