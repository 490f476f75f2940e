import ServiceLevels
import Support

/// Everybody who can be told of something, and who has which role.
public struct Directory: Sendable {
    /// The persons by id.
    public let persons: [String: Person]
    /// The groups by name.
    public let groups: [String: Group]
    /// The rosters by name.
    public let rosters: [String: Roster]
    /// Where the persons of a role come from; the first source that finds somebody counts.
    ///
    /// A role that is not here is looked for in the ticket's attribute of its name.
    public let roles: [String: [RoleSource]]
    /// The roles that take the place of one that has sources and nobody in them.
    public let fallback: [String]
    /// The quiet hours of persons without their own; nil for none.
    public let quiet: QuietHours?
    /// Who or what is meant by an id, a name or an alias.
    private let names: [String: Referent]

    /// What a name in a ticket stands for.
    public enum Referent: Sendable, Hashable {
        /// A person, by id.
        case person(String)
        /// A group, by name.
        case group(String)
    }

    /// Makes a directory.
    ///
    /// Of several with one id the last counts. A name that several have is nobody's: tickets have
    /// to use ids or aliases for them.
    public init(
        persons: [Person] = [],
        groups: [Group] = [],
        rosters: [Roster] = [],
        roles: [String: [RoleSource]] = [:],
        fallback: [String] = [],
        quiet: QuietHours? = nil
    ) {
        self.persons = Dictionary(persons.map { ($0.id, $0) }) { _, last in last }
        self.groups = Dictionary(groups.map { ($0.name, $0) }) { _, last in last }
        self.rosters = Dictionary(rosters.map { ($0.name, $0) }) { _, last in last }
        self.roles = roles
        self.fallback = fallback
        self.quiet = quiet
        var shown = Dictionary(
            persons.map { ($0.name.folded, Referent?.some(.person($0.id))) }
        ) { first, second in first == second ? first : nil }.compactMapValues(\.self)
        for person in persons {
            for alias in person.aliases { shown[alias.folded] = .person(person.id) }
        }
        for group in groups {
            for alias in group.aliases { shown[alias.folded] = .group(group.name) }
        }
        for group in groups { shown[group.name.folded] = .group(group.name) }
        for person in persons { shown[person.id.folded] = .person(person.id) }
        names = shown
    }

    /// The person or group that is called so: by id, then alias, then name; nil for none.
    ///
    /// Compared as `String.folded` says: blanks around it, case and width do not count.
    public func find(_ name: String) -> Referent? {
        names[name.folded]
    }

    /// The quiet hours of a person; nil where they may be disturbed at any time.
    ///
    /// A person whom the directory does not have has those of everybody without their own, and so
    /// has whoever is not known by name: a role as a whole.
    public func quietHours(of person: String?) -> QuietHours? {
        switch person.flatMap({ persons[$0] })?.quiet ?? .standard {
        case .standard: quiet
        case .none: nil
        case .own(let hours): hours
        }
    }

    /// Persons who are above themselves: each is the superior of the one before.
    ///
    /// - Returns: the ids around the circle, beginning with the smallest; nil where there is none.
    public func superiorCycle() -> [String]? {
        var cleared: Set<String> = []
        for start in persons.keys.sorted() {
            var chain: [String] = []
            var places: [String: Int] = [:]
            var next: String? = start
            while let id = next, !cleared.contains(id) {
                if let place = places[id] { return Self.fromSmallest(Array(chain[place...])) }
                places[id] = chain.count
                chain.append(id)
                next = persons[id]?.superior
            }
            cleared.formUnion(chain)
        }
        return nil
    }

    private static func fromSmallest(_ circle: [String]) -> [String] {
        let start = circle.indices.min { circle[$0] < circle[$1] } ?? 0
        return Array(circle[start...] + circle[..<start])
    }
}
