/// The kind of an alert; raw values appear in webhooks, journal fields and the ledger.
public enum AlertKind: String, Sendable, Hashable, CaseIterable, Codable {
    /// A deadline is near.
    case warning
    /// Progress is due.
    case nudge
    /// A deadline was missed.
    case breach
    /// A missed deadline is passed to the next level.
    case escalation
    /// A message that is due at once and has no clock.
    case notice
    /// Many alerts in one message.
    case summary
    /// The all-clear for a missed deadline; sent wherever the breach was.
    case resolved
    /// Messages that were held back, or exceeded a channel's limit, in one message.
    case digest
    /// A test message: nothing has happened.
    case drill

    /// How grave it is.
    ///
    /// Of several alerts due at once the gravest gives the message its kind.
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
