import BusinessTime
import Foundation
import GRDB
import Logging
import ServiceLevels
import SlawatchTesting
import Support
import Synchronization
import TicketStore

@testable import Ledger
@testable import Notifications
@testable import Watchdog

/// A kill that is to come: at a place, the so manieth time.
final class KillPlan: @unchecked Sendable {
    let point: String
    private var left: Int
    /// What had been heard, and what was under way, when it happened.
    private(set) var hit: (heard: Int, unsettled: Set<String>)?

    init(_ point: String, _ left: Int) {
        self.point = point
        self.left = left
    }

    /// Keeps what a kill would leave, if this is the place.
    func pass(_ point: String, _ world: World) {
        guard point == self.point, hit == nil else { return }
        left -= 1
        guard left <= 0 else { return }
        try? world.folder.takeImage()
        hit = (world.heard.count, world.unsettled)
    }
}

/// Carries the world into a closure that is called on the world's own thread.
private struct Here: @unchecked Sendable {
    unowned let world: World
}

extension World {
    /// How often the engine may be woken at one moment before something is wrong.
    private static let wakesAtOnce = 2_000

    // MARK: - Life and death

    func startDaemon() throws {
        guard engine == nil else { return }
        do {
            let ledger = try Ledger(directory: folder.state, now: now)
            let outcomes = outcomes
            let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
            let courier = Courier(
                ledger: ledger,
                channels: vendors,
                giveUpAfter: .days(2),
                random: SplitMix64(seed: 1),
                logger: logger
            ) { seq, outcome in outcomes.waiting.withLock { $0.append((seq, outcome)) } }
            let configuration = try rules.configuration(summaryAbove: summaryAbove)
            let engine = Engine(
                store: TicketStore(
                    path: folder.store,
                    layout: configuration.policies.layout,
                    logger: nil
                ),
                ledger: ledger,
                courier: courier,
                configuration: configuration,
                logger: logger
            )
            if trouble.isLedgerFull { try limit(ledger, true) }
            try engine.start(now: now)
            self.engine = engine
        } catch let error as LedgerError {
            // systemd starts it again; `pass` does so.
            trace.append("    the daemon does not start: \(error)")
        }
    }

    /// Ends the daemon as `kill -9` does: only what was committed is left.
    func killDaemon() throws {
        guard engine != nil else { return }
        try folder.takeImage()
        let unsettled = unsettled
        forgetDaemon()
        try folder.restoreImage()
        repeats(of: unsettled)
    }

    func stopDaemon() {
        do {
            try engine?.finish(now: now)
        } catch {
            trace.append("    the end is not recorded: \(error)")
        }
        noteSettled()
        repeats(of: unsettled)
        forgetDaemon()
    }

    private func forgetDaemon() {
        engine = nil
        outcomes.waiting.withLock { $0 = [] }
        for vendor in vendors.values {
            let lost = vendor.hangUp()
            guard vendor.audience == .program else { continue }
            // The ledger notes what it is about to send to people only.
            for index in heard.indices where lost.contains(heard[index].id) {
                heard[index].wasDenied = true
            }
        }
        unsettled = []
    }

    private func repeats(of messages: Set<String>) {
        for id in messages { repeatable[id, default: 0] += 1 }
    }

    /// What the place where the kill was planned left behind.
    private func dieAsPlanned(_ plan: KillPlan) throws {
        guard let hit = plan.hit else { return }
        killPlan = nil
        forgetDaemon()
        try folder.restoreImage()
        // What came after was never sent.
        heard.removeSubrange(hit.heard...)
        trace.append("    killed at \(plan.point)")
        repeats(of: hit.unsettled)
    }

    /// Leaves the ledger no more room, or all it wants.
    func limit(_ ledger: Ledger, _ isFull: Bool) throws {
        try ledger.perform { db in
            try db.execute(sql: "PRAGMA max_page_count = \(isFull ? 1 : 1_000_000)")
        }
    }

    // MARK: - Waking

    /// Wakes the daemon until it has nothing to do at this moment.
    ///
    /// - Returns: when it wants to be woken next; nil where it is not there, or wants nothing.
    @discardableResult
    func settle() throws -> Instant? {
        showTime()
        for _ in 0..<Self.wakesAtOnce {
            guard let engine else { return nil }
            // The full pass is for what no event tells of; here everything has to be found.
            engine.fullPass.lastFinished = now
            engine.requestPoll()
            let next = try wake(engine)
            guard self.engine != nil else {
                try startDaemon()
                continue
            }
            let waiting = outcomes.waiting.withLock { list in
                defer { list = [] }
                return list
            }
            for (seq, outcome) in waiting { engine.complete(seq, outcome, now: now) }
            if waiting.isEmpty {
                noteSettled()
                if next.map({ $0 > now }) ?? true { return next }
            }
        }
        fail("restless", "the engine never comes to rest")
        engine = nil
        return nil
    }

    private func wake(_ engine: Engine) throws -> Instant? {
        guard let plan = killPlan else { return engine.wake(now: now) }
        #if FAILPOINTS
            let here = Here(world: self)
            let next = Failpoint.observed(by: { plan.pass($0.rawValue, here.world) }) {
                engine.wake(now: now)
            }
            try dieAsPlanned(plan)
            return next
        #else
            return engine.wake(now: now)
        #endif
    }

    /// What is recorded is under way no more.
    private func noteSettled() {
        guard let engine, engine.context.courier.changes.isEmpty else { return }
        unsettled = Set(engine.context.courier.underWay.values.map(\.id))
    }
}
