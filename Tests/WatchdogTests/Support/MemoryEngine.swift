import BusinessTime
import Foundation
import Ledger
import Notifications
import SlawatchTesting
import Synchronization
import Testing
import Watchdog

/// An engine over tickets in memory, on a clock that begins at one fixed moment.
final class MemoryEngine {
    static let start = Instant(milliseconds: 1_773_018_000_000)

    let tickets = MemoryTickets()
    let channel = RecordingChannel()
    private(set) var now = MemoryEngine.start
    private let folder: String
    private let outcomes = Outcomes()
    private let engine: Engine

    private final class Outcomes: Sendable {
        let waiting = Mutex<[(Int64, DeliveryOutcome)]>([])
    }

    init(summaryAbove: Int = 20, prepare: (MemoryTickets) -> Void = { _ in }) throws {
        folder = NSTemporaryDirectory() + "slawatch-memory-" + UUID().uuidString
        let ledger = try Ledger(directory: folder, now: now)
        let outcomes = outcomes
        let journal = TestJournal()
        let courier = Courier(
            ledger: ledger,
            channels: ["test": channel],
            giveUpAfter: .days(1),
            random: SplitMix64(seed: 1),
            logger: journal.logger
        ) { seq, outcome in outcomes.waiting.withLock { $0.append((seq, outcome)) } }
        prepare(tickets)
        engine = Engine(
            store: tickets,
            ledger: ledger,
            courier: courier,
            configuration: EngineHarness.configuration(summaryAbove: summaryAbove),
            logger: journal.logger
        )
        try engine.start(now: now)
        wake()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var status: EngineStatus { engine.status(now: now) }

    /// Wakes the engine until it has nothing to do at this moment.
    ///
    /// - Returns: When it wants to be woken next.
    @discardableResult
    func wake(outOfTime: () -> Bool = { false }) -> Instant? {
        engine.requestPoll()
        for _ in 0..<10_000 {
            let next = engine.wake(now: now, outOfTime: outOfTime)
            let waiting = outcomes.waiting.withLock { list in
                defer { list = [] }
                return list
            }
            for (seq, outcome) in waiting { engine.complete(seq, outcome, now: now) }
            if waiting.isEmpty, next.map({ $0 > now }) ?? true { return next }
        }
        Issue.record("the engine never comes to rest")
        return nil
    }

    func advance(by span: TimeSpan) {
        let end = now + span
        while let next = wake(), next <= end { now = next }
        now = end
        wake()
    }

    /// What has been sent since the last call: `T1 warning`.
    func sent() -> [String] {
        channel.take().map { sent in
            let kinds = sent.message.data.alerts.map(\.kind).joined(separator: "+")
            return "\(sent.message.data.ticket?.id ?? "-") \(kinds)"
        }
    }
}
