/// What a caller counts as; each may do what those before may (S1-6).
public enum AccessRole: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// In none of the groups: may do nothing.
    case stranger
    /// Sees what is watched.
    case agent
    /// Acknowledges and silences, and sees who did what.
    case supervisor
    /// Pauses, resumes and reloads the daemon.
    case administrator

    /// Orders by what one may do.
    public static func < (left: AccessRole, right: AccessRole) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .stranger: 0
        case .agent: 1
        case .supervisor: 2
        case .administrator: 3
        }
    }

    /// The word with its article.
    package var described: String {
        switch self {
        case .stranger, .supervisor: "a \(rawValue)"
        case .agent, .administrator: "an \(rawValue)"
        }
    }
}
