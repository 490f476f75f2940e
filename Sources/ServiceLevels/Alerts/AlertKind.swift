/// What an alert is; its raw value stands in webhooks, journal fields and the ledger.
public enum AlertKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A deadline is near.
    case warning
    /// Progress is asked for.
    case nudge
    /// A deadline was missed.
    case breach
    /// A missed deadline goes to the next level.
    case escalation
    /// Something to be said at once, without a clock.
    case notice
    /// Many at once, told as one.
    case summary
    /// A missed deadline was made good: told wherever the breach was.
    case resolved
    /// Messages that were kept back, or too many for a channel, told as one.
    case digest
    /// An exercise: nothing has happened.
    case drill

    /// How grave it is: what is told when several are due at once is the gravest.
    public var weight: Int {
        switch self {
        case .escalation: 5
        case .breach: 4
        case .nudge: 3
        case .warning: 2
        case .notice: 1
        case .summary, .resolved, .digest, .drill: 0
        }
    }
}
