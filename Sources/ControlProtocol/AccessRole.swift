/// A caller's role; each has the rights of those before it (S1-6).
public enum AccessRole: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// In none of the groups, without rights.
    case stranger
    /// May see what is watched.
    case agent
    /// May acknowledge, silence and see the audit trail.
    case supervisor
    /// May pause, resume and reload the daemon.
    case administrator

    /// Orders by rights.
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
