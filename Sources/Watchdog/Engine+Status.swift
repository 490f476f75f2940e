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
            isShadow: rulebook.shadow,
            pausedUntil: pausedUntil.flatMap { $0 > now ? $0 : nil },
            maintenance: rulebook.maintenance.filter { $0.end(at: now) != nil }.map(\.name),
            unknown: unknownItems,
            isStoreOutdated: store.isOutdated,
            trouble: health.message ?? ledgerTrouble
        )
    }

    /// The earliest deadline among the tickets to be looked at first.
    ///
    /// A ticket is looked at no later than at its deadline, so once a deadline lies before the
    /// next look no later ticket can have an earlier one.
    private func nextDeadline(now: Instant) -> Instant? {
        guard store.isOpen else { return nil }
        var earliest: Instant?
        for hint in hints.earliest(16) {
            if let earliest, earliest < hint.at { break }
            guard let ticket = try? store.ticket(key: hint.key), let reader = reader(for: ticket),
                let deadline = reader.evaluate(ticket, now: now).nextDeadline
            else { continue }
            earliest = min(deadline, earliest ?? deadline)
        }
        return earliest
    }
}
