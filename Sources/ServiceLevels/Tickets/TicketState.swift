/// The present state by the ticket's row.
///
/// The row is the present state; the events say since when (`Ticket.history`).
public enum TicketState: Sendable, Hashable {
    /// Being worked on: neither waiting nor finished.
    case working
    /// Waiting for somebody else.
    case waiting
    /// A solution was given.
    case resolved
    /// Closed.
    case closed
    /// The status has no meaning (`new`, or a word unknown to the store).
    ///
    /// The events decide; if they contradict each other the ticket is open.
    case unstated

    /// The state of a status by its milestone; nil for a status without one.
    public init(milestone: String?) {
        switch milestone {
        case nil, "": self = .unstated
        case Milestone.waiting: self = .waiting
        case Milestone.resolved: self = .resolved
        case Milestone.closed: self = .closed
        default: self = .working
        }
    }

    /// Whether the ticket is finished, if the row says so.
    var isSettled: Bool? {
        switch self {
        case .working, .waiting: false
        case .resolved, .closed: true
        case .unstated: nil
        }
    }
}
