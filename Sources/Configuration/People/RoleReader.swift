import Notifications
import ServiceLevels

/// Reads the roles: `owner: [desk]`, or `{from: [{roster: night}], channels: [desk]}`.
struct RoleReader {
    /// The names of all channels, including faulty ones.
    let channels: Set<String>

    /// Reads the channels of the roles, and locates their sources.
    func read(_ place: YAMLValue?) -> (routes: Routes, sources: [(role: String, place: YAMLValue)])
    {
        var routes = Routes(roles: [:])
        var sources: [(role: String, place: YAMLValue)] = []
        for (role, value) in place?.entries ?? [] {
            guard value.isMapping else {
                routes.roles[role] = names(value)
                continue
            }
            let fields = StrictMapping(value)
            if let from = fields["from"] { sources.append((role, from)) }
            routes.roles[role] = fields["channels"].map(names) ?? []
            fields.finish()
        }
        return (routes, sources)
    }

    private func names(_ place: YAMLValue) -> [String] {
        place.items.compactMap { item in
            guard let name = item.text else { return nil }
            if !channels.contains(name) {
                item.reportUnknown("channel", name, among: channels)
            }
            return name
        }
    }
}
