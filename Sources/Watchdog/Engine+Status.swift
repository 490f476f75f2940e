public import BusinessTime
public import Notifications
import TicketStore

extension Engine {
    /// How the daemon stands.
    ///
    /// Counting takes longer the more tickets there are, so it is for people who ask and for a
    /// line now and then, not for every poll.
    public func status(now: Instant) -> EngineStatus {
        let store = context.store
        if context.openTickets == nil, store.isOpen { context.openTickets = try? store.openCount() }
        let configuration = context.configuration
        return EngineStatus(
            open: context.openTickets,
            late: ticketEvaluator.late.count,
            nextDeadline: nextDeadline.earliest(now: now),
            undelivered: context.courier.unfinished,
            isShadow: configuration.shadow,
            pausedUntil: deliveryPump.pausedUntil.flatMap { $0 > now ? $0 : nil },
            maintenance: configuration.maintenance.filter { $0.end(at: now) != nil }.map(\.name),
            unknown: ticketEvaluator.warnings.unknownItems,
            isStoreOutdated: store.isOutdated,
            disabled: channels(now: now).filter { $0.disabled != nil }.map(\.name),
            trouble: storeHealth.message ?? ledgerHealth.trouble
        )
    }

    /// How the channels stand.
    public func channels(now: Instant) -> [ChannelStatus] {
        context.courier.channelStatus(now: now)
    }
}
