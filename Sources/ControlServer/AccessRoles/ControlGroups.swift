import ControlProtocol
import Glibc

/// The Unix group of each role.
public struct ControlGroups: Sendable, Hashable {
    public var agents: String
    public var supervisors: String
    public var administrators: String

    /// Makes a choice of groups.
    public init(
        agents: String = "slawatch-agents",
        supervisors: String = "slawatch-supervisors",
        administrators: String = "slawatch-admins"
    ) {
        self.agents = agents
        self.supervisors = supervisors
        self.administrators = administrators
    }

    /// A peer's highest role; root and the daemon's own user are administrators.
    ///
    /// Groups are looked up for every call, so that a new one counts at once.
    ///
    /// - Parameters:
    ///   - peer: the caller.
    ///   - own: the daemon's user id.
    ///   - group: finds a group's id; nil if there is no such group.
    /// - Returns: The role.
    func standing(
        of peer: PeerIdentity,
        own: UInt32 = geteuid(),
        group: (String) -> UInt32? = AccountNames.group
    ) -> AccessRole {
        if peer.uid == 0 || peer.uid == own { return .administrator }
        let ranks: [(String, AccessRole)] = [
            (administrators, .administrator), (supervisors, .supervisor), (agents, .agent),
        ]
        for (name, standing) in ranks {
            if let id = group(name), peer.groups.contains(id) { return standing }
        }
        return .stranger
    }

    /// The groups that this machine lacks.
    public func missing() -> [String] {
        [agents, supervisors, administrators].filter { AccountNames.group($0) == nil }
    }

    /// The groups that give at least this role, in words.
    func wanted(for standing: AccessRole) -> String {
        switch standing {
        case .stranger: "nobody's"
        case .agent: "\(agents), \(supervisors) or \(administrators)"
        case .supervisor: "\(supervisors) or \(administrators)"
        case .administrator: administrators
        }
    }
}
