public import BusinessTime
public import ServiceLevels

/// When somebody is not to be disturbed, and by what they may be all the same.
///
/// At night only urgent tickets page; the rest waits for opening time (the defaults of the
/// service rules, "Defaults that keep people willing to listen").
public struct QuietHours: Sendable {
    /// The priorities that are urgent where nothing else is said.
    public static let urgentPriorities: TextSet = ["high", "高", "P0", "P1", "紧急"]

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

    /// The condition that is meant where none is given: a priority of `urgentPriorities`.
    ///
    /// - Parameter layout: the attributes of the tickets; `priority` is added where it is missing.
    /// - Returns: the condition.
    public static func standardUrgency(in layout: inout AttributeLayout) -> Predicate {
        let slot = layout.slot(adding: "priority")
        return .attribute(slot: slot, name: "priority", .oneOf(urgentPriorities))
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
