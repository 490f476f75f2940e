import BusinessTime

extension Directory {
    /// The ids of everybody who could ever be notified for a role, deputies included.
    ///
    /// If a ticket's attribute names them, these are all persons that it could name. Fallback roles
    /// do not count.
    public func candidates(of role: String) -> Set<String> {
        var found = named(role, outer: [])
        var rest = Array(found)
        while let id = rest.popLast() {
            guard let deputy = persons[id]?.deputy, persons[deputy] != nil else { continue }
            if found.insert(deputy).inserted { rest.append(deputy) }
        }
        // A person away until further notice is not notified.
        return found.filter { id in
            persons[id]?.absences.contains { $0.until == .distantFuture } == false
        }
    }

    /// Whether a name that the directory lacks could fill the role.
    public func mayBeUnlisted(_ role: String) -> Bool {
        (roles[role] ?? [.attribute(role)]).contains { source in
            guard case .attribute = source else { return false }
            return true
        }
    }

    /// The ids of everybody who could be named for a role, present or away.
    private func named(_ role: String, outer: Set<String>) -> Set<String> {
        var found: Set<String> = []
        for source in roles[role] ?? [.attribute(role)] {
            switch source {
            case .attribute: found.formUnion(persons.keys)
            case .persons(let ids): found.formUnion(ids)
            case .group(let name): found.formUnion(groups[name]?.members ?? [])
            case .groupNamed: found.formUnion(groups.values.flatMap(\.members))
            case .headOf: found.formUnion(groups.values.compactMap(\.head))
            case .roster(let name):
                let roster = rosters[name]
                found.formUnion(roster?.order ?? [])
                found.formUnion(roster?.overrides.map(\.person) ?? [])
            case .superiorOf(let other) where !outer.contains(other) && other != role:
                let inferiors = named(other, outer: outer.union([role]))
                found.formUnion(inferiors.compactMap { persons[$0]?.superior })
            case .superiorOf: break
            }
        }
        return found
    }
}
