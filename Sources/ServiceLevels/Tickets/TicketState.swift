/// What a ticket's row says of now.
///
/// The row is the truth about now; events tell since when (`Ticket.history`).
public enum TicketState: Sendable, Hashable {
    /// Its status means work: neither waiting nor finished.
    case working
    /// Its status means a wait for somebody else.
    case waiting
    /// Its status means that a solution was given.
    case resolved
    /// Its status means that it is done with.
    case closed
    /// Its status means nothing (`new`, or a word that the store does not know): events decide,
    /// and where they contradict each other the ticket is open.
    case unstated

    /// The state that a status means by its milestone; nil for a status without one.
    public init(milestone: String?) {
        switch milestone {
        case nil, "": self = .unstated
        case Milestone.waiting: self = .waiting
        case Milestone.resolved: self = .resolved
        case Milestone.closed: self = .closed
        default: self = .working
        }
    }

    /// Whether the ticket is finished, where the row says so either way.
    var isSettled: Bool? {
        switch self {
        case .working, .waiting: false
        case .resolved, .closed: true
        case .unstated: nil
        }
    }
}
