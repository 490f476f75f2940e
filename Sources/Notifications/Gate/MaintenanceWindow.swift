public import BusinessTime
public import Ledger
public import ServiceLevels

/// A time in which messages about some tickets are kept back, as the configuration says.
///
/// What still holds when it ends is told as one.
public struct MaintenanceWindow: Sendable {
    /// When it is.
    public enum Time: Sendable {
        /// Once.
        case span(from: Instant, until: Instant)
        /// Whenever a calendar is open.
        case whileOpen(BusinessCalendar)
    }

    /// What people call it.
    public var name: String
    /// Which tickets.
    public var when: Predicate
    /// When.
    public var time: Time

    /// Makes a window.
    public init(name: String, when: Predicate, time: Time) {
        self.name = name
        self.when = when
        self.time = time
    }

    /// When the window that is open at a moment closes; nil where none is open.
    public func end(at now: Instant) -> Instant? {
        switch time {
        case .span(let from, let until): from <= now && now < until ? until : nil
        case .whileOpen(let calendar):
            calendar.isOpen(at: now)
                ? calendar.openIntervals(after: now, count: 1).first?.close : nil
        }
    }

    /// Why and until when a message about a ticket is kept back; nil where it is not.
    public func hold(_ ticket: Ticket, now: Instant) -> Hold? {
        guard let end = end(at: now), when.holds(for: ticket) else { return nil }
        return Hold(cause: .maintenance, until: end, detail: "maintenance: \(name)")
    }
}
