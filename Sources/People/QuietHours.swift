public import BusinessTime
public import ServiceLevels

/// When somebody is not to be disturbed, with exceptions.
///
/// At night only urgent tickets disturb; everything else waits for opening time (the service rules'
/// "Defaults that keep people willing to listen").
public struct QuietHours: Sendable {
    /// Outside its open hours messages are held back.
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

    /// The end of the quiet: the calendar's next opening; nil if it is open at that moment.
    public func until(_ moment: Instant) -> Instant? {
        let opening = calendar.nextOpen(from: moment)
        return opening > moment ? opening : nil
    }

    /// The time until which an alert about a ticket is held back; nil if it may be sent now.
    public func holdsBack(_ kind: AlertKind, about ticket: Ticket, at moment: Instant) -> Instant? {
        if kinds.contains(kind) || urgent.holds(for: ticket) { return nil }
        return until(moment)
    }
}
