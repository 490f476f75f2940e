public import BusinessTime
import Delivery
import ServiceLevels
import TicketStore

extension Engine {
    /// How the watch stands.
    ///
    /// Counting takes longer the more tickets there are, so it is for people who ask and for a
    /// line now and then, not for every poll.
    public func status(now: Instant) -> EngineStatus {
        if open == nil, store.isOpen { open = try? store.openCount() }
        return EngineStatus(
            open: open,
            late: late.count,
            nextDeadline: nextDeadline(now: now),
            undelivered: courier.unfinished,
            isShadow: configuration.shadow,
            pausedUntil: pausedUntil.flatMap { $0 > now ? $0 : nil },
            maintenance: configuration.maintenance.filter { $0.end(at: now) != nil }.map(\.name),
            unknown: unknownItems,
            isStoreOutdated: store.isOutdated,
            disabled: courier.channelStatus(now: now).filter { $0.disabled != nil }.map(\.name),
            trouble: health.message ?? ledgerTrouble
        )
    }

    /// How many tickets at most are read to find the earliest deadline.
    private static let deadlineReads = 200

    /// The earliest deadline ahead.
    private func nextDeadline(now: Instant) -> Instant? {
        guard store.isOpen else { return nil }
        confirmDeadline(now: now, reads: Self.deadlineReads) { false }
        return deadlines.earliest(from: now)?.at
    }

    /// Makes sure that the earliest deadline that is noted is one.
    ///
    /// What has happened to many tickets at once takes more than one call.
    ///
    /// - Returns: Whether it is sure now, or there is none.
    @discardableResult
    func confirmDeadline(now: Instant, reads: Int, outOfTime: () -> Bool) -> Bool {
        for _ in 0..<reads {
            guard store.isOpen, let first = deadlines.earliest(from: now),
                deadlines.confirmed == nil
            else { return true }
            guard !outOfTime() else { return false }
            guard let ticket = try? store.ticket(key: first.key), let reader = reader(for: ticket)
            else {
                deadlines.refute()
                continue
            }
            let deadline = reader.evaluate(ticket, now: now).nextDeadline
            if deadline == first.at {
                deadlines.confirm()
            } else {
                deadlines.refute()
                deadlines.note(first.key, deadline)
            }
        }
        return deadlines.confirmed != nil
    }

    /// Looks at all tickets again where no deadline is known any more and there may be some.
    func refillDeadlines(now: Instant) {
        guard deadlines.isExhausted, pass == nil, store.isOpen,
            lastReconciled.map({ now - $0 >= Self.refillEvery }) ?? false
        else { return }
        beginPass(.reconcile, now: now)
    }

    private static let refillEvery = TimeSpan.minutes(10)
}
