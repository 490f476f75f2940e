import BusinessTime
import ServiceLevels

/// Looks up the persons of roles.
struct Search {
    let directory: Directory
    let ticket: Ticket
    let moment: Instant
    /// The findings so far.
    private(set) var reasons: [Resolution.Reason] = []

    init(directory: Directory, ticket: Ticket, moment: Instant) {
        self.directory = directory
        self.ticket = ticket
        self.moment = moment
    }

    /// A person or name given by a source, present or away.
    private enum Named {
        case person(String)
        case unlisted(String)
    }

    mutating func note(_ role: String, _ source: RoleSource?, _ finding: Resolution.Finding) {
        reasons.append(Resolution.Reason(role: role, source: source, finding: finding))
    }

    /// The recipients of a role by its own sources.
    mutating func recipients(of role: String) -> [Recipient] {
        for source in sources(of: role) {
            let found = present(named(by: source, outer: [role]), role, source)
            if !found.isEmpty { return found }
            if directory.roles[role] != nil { note(role, source, .nobody) }
        }
        return []
    }

    private func sources(of role: String) -> [RoleSource] {
        directory.roles[role] ?? [.attribute(role)]
    }

    /// The named persons who are present or have a deputy who is, each once.
    private mutating func present(
        _ named: [Named],
        _ role: String,
        _ source: RoleSource
    ) -> [Recipient] {
        var found: [Recipient] = []
        var reasons: [Resolution.Finding] = []
        for one in named {
            let identity: Recipient.Identity
            var deputyOf: [String] = []
            switch one {
            case .unlisted(let name):
                identity = .unlisted(name)
                reasons.append(.unlisted(name))
            case .person(let id):
                let standIn = directory.standIn(for: id, at: moment)
                if let until = directory.persons[id]?.away(at: moment) {
                    reasons.append(
                        standIn.map { .deputy(of: id, is: $0, until: until) }
                            ?? .away(id, until: until)
                    )
                    deputyOf = [id]
                }
                guard let standIn else { continue }
                identity = .person(standIn)
            }
            if let index = found.firstIndex(where: { $0.identity == identity }) {
                found[index].deputyOf += deputyOf.filter { !found[index].deputyOf.contains($0) }
            } else {
                found.append(recipient(identity, role, deputyOf))
            }
        }
        let ids = found.compactMap(\.person)
        if !ids.isEmpty { note(role, source, .found(ids)) }
        for reason in reasons { note(role, source, reason) }
        return found
    }

    private func recipient(
        _ identity: Recipient.Identity,
        _ role: String,
        _ deputyOf: [String]
    ) -> Recipient {
        let name =
            switch identity {
            case .person(let id): directory.persons[id]?.name ?? id
            case .unlisted(let name): name
            }
        return Recipient(identity: identity, name: name, roles: [role], deputyOf: deputyOf)
    }

    /// The persons named by a source; `outer` are the roles on whose behalf it is asked.
    private func named(by source: RoleSource, outer: Set<String>) -> [Named] {
        switch source {
        case .attribute(let name): return values(of: name).flatMap(named(by:))
        case .persons(let ids): return persons(ids)
        case .group(let name): return persons(directory.groups[name]?.members ?? [])
        case .groupNamed(let name): return persons(groups(named: name).flatMap(\.members))
        case .headOf(let name): return persons(groups(named: name).compactMap(\.head))
        case .roster(let name):
            return persons([directory.rosters[name]?.onDuty(at: moment)].compactMap(\.self))
        case .superiorOf(let role):
            guard !outer.contains(role) else { return [] }
            for source in sources(of: role) {
                // Absent persons included: their superior stays the same.
                let inferiors = named(by: source, outer: outer.union([role]))
                if inferiors.isEmpty { continue }
                return persons(inferiors.compactMap(superior))
            }
            return []
        }
    }

    private func superior(of named: Named) -> String? {
        guard case .person(let id) = named else { return nil }
        return directory.persons[id]?.superior
    }

    private func persons(_ ids: [String]) -> [Named] {
        ids.filter { directory.persons[$0] != nil }.map(Named.person)
    }

    private func named(by value: String) -> [Named] {
        switch directory.find(value) {
        case .person(let id): [.person(id)]
        case .group(let name): persons(directory.groups[name]?.members ?? [])
        case nil: [.unlisted(value)]
        }
    }

    private func groups(named attribute: String) -> [Group] {
        values(of: attribute).compactMap { value in
            guard case .group(let name) = directory.find(value) else { return nil }
            return directory.groups[name]
        }
    }

    /// The values of an attribute, which may list several.
    private func values(of attribute: String) -> [String] {
        guard let value = ticket[attribute] else { return [] }
        // A known name with a comma in it is one name.
        if directory.find(value) != nil { return [value] }
        return Directory.names(in: value)
    }
}
