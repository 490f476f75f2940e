import ControlProtocol
import Glibc

/// Which Unix groups give which standing.
public struct ControlGroups: Sendable, Hashable {
    /// The group of agents.
    public var agents: String
    /// The group of supervisors.
    public var supervisors: String
    /// The group of administrators.
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

    /// The highest standing that a peer has: root and the daemon's own user are administrators.
    ///
    /// The groups are looked up for every call, so that one that is made later counts at once.
    ///
    /// - Parameters:
    ///   - peer: who calls.
    ///   - own: the daemon's user id.
    ///   - group: finds a group's id; nil where there is no such group.
    /// - Returns: The standing.
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

    /// The groups that this machine does not have.
    public func missing() -> [String] {
        [agents, supervisors, administrators].filter { AccountNames.group($0) == nil }
    }

    /// The groups whose members have a standing or a higher one, as words.
    func wanted(for standing: AccessRole) -> String {
        switch standing {
        case .stranger: "nobody's"
        case .agent: "\(agents), \(supervisors) or \(administrators)"
        case .supervisor: "\(supervisors) or \(administrators)"
        case .administrator: administrators
        }
    }
}
