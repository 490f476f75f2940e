/// Which channels each role is reached by.
public struct Routes: Sendable, Hashable {
    /// The names of channels by role.
    public var roles: [String: [String]]

    /// Makes routes.
    public init(roles: [String: [String]]) {
        self.roles = roles
    }

    /// The channels of several roles in order, each once, with the roles it reaches.
    public func channels(of roles: [String]) -> [(channel: String, roles: [String])] {
        var found: [(channel: String, roles: [String])] = []
        for role in roles {
            for channel in self.roles[role] ?? [] {
                if let index = found.firstIndex(where: { $0.channel == channel }) {
                    if !found[index].roles.contains(role) { found[index].roles.append(role) }
                } else {
                    found.append((channel, [role]))
                }
            }
        }
        return found
    }
}
