import BusinessTime
import ServiceLevels

extension Ticket {
    /// Whether it was resolved or closed and not opened again.
    fileprivate var isOver: Bool {
        let kinds = [Milestone.resolved, Milestone.closed, Milestone.reopened]
        let last = events.last { kinds.contains($0.kind) }
        return last.map { $0.kind != Milestone.reopened } ?? false
    }

    /// How and when a breach ended of which the ticket's clocks show nothing any more; nil while it
    /// may come back: the rules have no such clock for the ticket as it is, and may again.
    func outcomeOfVanished(wasUndone: Bool, now: Instant) -> (String, Instant)? {
        if wasUndone { return ("corrected", now) }
        return isOver ? ("ended", now) : nil
    }
}

extension ClockReading {
    /// How the clock came to its end, and when.
    ///
    /// A clock that still runs is told of only where corrected facts gave it its time back.
    func outcome(wasMissed: Bool, now: Instant) -> (String, Instant) {
        switch state {
        case .late(let at): ("late", at)
        case .met(let at), .renegotiated(let at):
            (wasMissed ? "late" : promiseRevision == 0 ? "met" : "renegotiated", at)
        case .ended(let at): ("ended", at)
        case .running, .breached, .paused: ("corrected", now)
        }
    }
}
