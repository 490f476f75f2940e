import Support

/// Selects the events that a clock or notice refers to.
public struct EventSelector: Sendable, Hashable {
    /// Whether the event must give a time.
    public enum DueCondition: Sendable, Hashable {
        /// Either.
        case any
        /// Only events with a time.
        case present
        /// Only events without a time.
        case missing
    }

    /// The kinds selected.
    public let kinds: [String]
    private let mark: KindMark
    /// Whether events by automatic authors (`Policy.automatic`) are excluded.
    ///
    /// An author that the store does not name counts as a person: plain SQL names none.
    public var byPerson: Bool
    /// What is required of the event's `due`.
    public var due: DueCondition
    /// The attribute whose present value must be the event's subject, if it has one.
    ///
    /// Of several levels set only the present one counts.
    public var about: String?

    public init(_ kinds: [String], byPerson: Bool = false, due: DueCondition = .any) {
        self.kinds = kinds.map(\.folded)
        mark = KindMark(folded: self.kinds)
        self.byPerson = byPerson
        self.due = due
    }

    public func matches(_ event: TicketEvent, automatic: TextSet) -> Bool {
        guard mark.mayShare(event.mark), kinds.contains(event.kind) else { return false }
        if byPerson, let author = event.by, automatic.contains(author) { return false }
        return switch due {
        case .any: true
        case .present: event.due != nil
        case .missing: event.due == nil
        }
    }

    /// Whether the event's subject is the present value of the attribute `about`.
    func isAbout(_ event: TicketEvent, _ ticket: Ticket) -> Bool {
        guard let about, let subject = event.subject else { return true }
        return ticket[about]?.isSameName(as: subject) ?? false
    }

    /// A quick check: if it says no, no event matches.
    func mayMatch(_ events: KindMark) -> Bool { mark.mayShare(events) }
}
