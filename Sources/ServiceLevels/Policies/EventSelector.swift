import Support

/// Which events a clock or notice means.
public struct EventSelector: Sendable, Hashable {
    /// What an event must say of the time it promises or limits.
    public enum DueCondition: Sendable, Hashable {
        /// Either will do.
        case any
        /// Only events that name one.
        case present
        /// Only events that name none.
        case missing
    }

    /// The kinds of event meant.
    public let kinds: [String]
    private let mark: KindMark
    /// Whether an automatic author (`Policy.automatic`) does not count.
    ///
    /// An author whom the store does not name counts as a person: plain SQL names none.
    public var byPerson: Bool
    /// What the event must say of its `due`.
    public var due: DueCondition
    /// The attribute whose present value the event must be about, where it says what it is about:
    /// of several levels set, the one that is in force.
    public var about: String?

    /// Makes a selector.
    public init(_ kinds: [String], byPerson: Bool = false, due: DueCondition = .any) {
        self.kinds = kinds.map(\.folded)
        mark = KindMark(folded: self.kinds)
        self.byPerson = byPerson
        self.due = due
    }

    /// Whether an event is meant.
    public func matches(_ event: TicketEvent, automatic: TextSet) -> Bool {
        guard mark.mayShare(event.mark), kinds.contains(event.kind) else { return false }
        if byPerson, let author = event.by, automatic.contains(author) { return false }
        return switch due {
        case .any: true
        case .present: event.due != nil
        case .missing: event.due == nil
        }
    }

    /// Whether an event is about what the ticket has now in the attribute `about`.
    func isAbout(_ event: TicketEvent, _ ticket: Ticket) -> Bool {
        guard let about, let subject = event.subject else { return true }
        return ticket[about]?.isSameName(as: subject) ?? false
    }

    /// Whether one of several events may be meant; where this says no, none is.
    func mayMatch(_ events: KindMark) -> Bool { mark.mayShare(events) }
}
