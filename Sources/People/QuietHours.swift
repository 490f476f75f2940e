public import BusinessTime
public import ServiceLevels

/// When somebody is not to be disturbed, and by what they may be all the same.
///
/// At night only urgent tickets page; the rest waits for opening time (the defaults of the
/// service rules, "Defaults that keep people willing to listen").
public struct QuietHours: Sendable {
    /// While this calendar is open, the person may be disturbed by anything.
    public var calendar: BusinessCalendar
    /// The tickets that may always disturb.
    public var urgent: Predicate
    /// The kinds of alert that may always disturb.
    public var kinds: Set<AlertKind>

    /// Makes quiet hours.
    public init(calendar: BusinessCalendar, urgent: Predicate, kinds: Set<AlertKind> = []) {
        self.calendar = calendar
        self.urgent = urgent
        self.kinds = kinds
    }

    /// When the quiet ends: the next opening of the calendar; nil where it is open at that moment.
    public func until(_ moment: Instant) -> Instant? {
        let opening = calendar.nextOpen(from: moment)
        return opening > moment ? opening : nil
    }

    /// Until when an alert about a ticket has to wait; nil where it may go out at that moment.
    public func holdsBack(_ kind: AlertKind, about ticket: Ticket, at moment: Instant) -> Instant? {
        if kinds.contains(kind) || urgent.holds(for: ticket) { return nil }
        return until(moment)
    }
}
