import BusinessTime
import Logging
import TicketStore

/// Opens the store, polls it, and has the tickets that changed evaluated.
final class ChangeFeed: EngineModule {
    private let context: EngineContext
    private let evaluations: Evaluations
    private let fullPass: FullPass
    private let followUp: FollowUp
    private let storeHealth: StoreHealth
    private var wantsPoll = true
    /// The tickets of the last poll for which no time was left.
    private var changed: ArraySlice<Int64> = []

    init(
        _ context: EngineContext,
        _ evaluations: Evaluations,
        _ fullPass: FullPass,
        _ followUp: FollowUp,
        _ storeHealth: StoreHealth
    ) {
        self.context = context
        self.evaluations = evaluations
        self.fullPass = fullPass
        self.followUp = followUp
        self.storeHealth = storeHealth
    }

    /// Asks for a poll at the next wake-up: the poll timer has fired.
    func requestPoll() {
        wantsPoll = true
    }

    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        dropUnreadable(now: now)
        if changed.isEmpty { poll(now: now) }
        if !changed.isEmpty {
            changed = evaluations.evaluate(
                changed,
                isChanged: true,
                now: now,
                outOfTime: outOfTime
            )
        }
        followUp.isBehind = !changed.isEmpty
        return context.store.hasMore || !changed.isEmpty ? now : nil
    }

    /// Leaves what was left over to the schedule if the store was closed meanwhile, so that it is
    /// opened again.
    private func dropUnreadable(now: Instant) {
        guard !changed.isEmpty, !context.store.isOpen else { return }
        for key in changed { context.schedule.push(key, at: now) }
        changed = []
    }

    /// Opens the store if it is not open.
    ///
    /// - Returns: Whether it can be read.
    func openStore(now: Instant) -> Bool {
        if context.store.isOpen { return true }
        do {
            try context.store.open()
            if try !followUp.resume() {
                context.logger.warning(
                    "the ticket store is not the one it was: its log does not go on where it was left",
                    metadata: ["EVENT": "store_replaced"]
                )
                fullPass.begin(.storeReset, now: now)
            }
            if storeHealth.failingSince == nil {
                context.logger.info("the ticket store is open", metadata: ["EVENT": "store_opened"])
            }
            try storeHealth.noticeRecovery(now: now)
            return true
        } catch {
            storeHealth.failed(error, now: now)
            return false
        }
    }

    private func poll(now: Instant) {
        guard wantsPoll || context.store.hasMore else { return }
        wantsPoll = false
        guard openStore(now: now) else { return }
        do {
            try storeHealth.noticeRecovery(now: now)
            switch try context.store.poll() {
            case .unchanged: break
            case .tickets(let keys): changed = keys[...]
            case .reset(let reason):
                context.logger.warning(
                    "the ticket store is not the one it was: \(reason)",
                    metadata: ["EVENT": "store_replaced"]
                )
                fullPass.begin(.storeReset, now: now)
            }
        } catch {
            storeHealth.failed(error, now: now)
        }
    }
}
