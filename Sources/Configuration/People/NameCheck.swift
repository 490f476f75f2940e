import People
import ServiceLevels
import Support

/// Makes sure that the names of persons in tickets are unambiguous.
struct NameCheck {
    /// Reports ambiguous ids and aliases, and warns of ambiguous names.
    func check(
        _ directory: Directory,
        _ persons: [(name: String, place: YAMLValue)],
        _ groups: [(name: String, place: YAMLValue)]
    ) {
        var owners: [String: Directory.Referent] = [:]
        func claim(_ name: String, _ owner: Directory.Referent, _ place: YAMLValue) {
            let key = name.folded
            if let other = owners[key], other != owner {
                place.report("'\(name)' already means \(other.text); tickets could mean either")
            }
            owners[key] = owner
        }
        for (id, place) in persons { claim(id, .person(id), place) }
        for (name, place) in groups { claim(name, .group(name), place) }
        for (id, place) in persons {
            for alias in directory.persons[id]?.aliases ?? [] { claim(alias, .person(id), place) }
        }
        for (name, place) in groups {
            for alias in directory.groups[name]?.aliases ?? [] { claim(alias, .group(name), place) }
        }
        var named: [String: Directory.Referent] = [:]
        for (id, place) in persons {
            guard let name = directory.persons[id]?.name else { continue }
            let key = name.folded
            if let other = owners[key] ?? named[key], other != .person(id) {
                place.diagnostics.warn(
                    "'\(name)' is also what \(other.text) is called: tickets have to use the id "
                        + "or an alias",
                    at: place
                )
            }
            named[key] = .person(id)
        }
    }
}

extension Directory.Referent {
    fileprivate var text: String {
        switch self {
        case .person(let id): "person '\(id)'"
        case .group(let name): "group '\(name)'"
        }
    }
}
