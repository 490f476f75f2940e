import ServiceLevels
import Support

/// Everybody who can be notified, and who has which role.
public struct Directory: Sendable {
    public let persons: [String: Person]
    public let groups: [String: Group]
    public let rosters: [String: Roster]
    /// The sources of a role's persons; the first that finds somebody counts.
    ///
    /// A role without an entry is looked up in the ticket's attribute of that name.
    public let roles: [String: [RoleSource]]
    /// The roles to notify when a role's sources find nobody.
    public let fallback: [String]
    /// The quiet hours of persons without their own.
    public let quiet: QuietHours?
    /// The person or group of an id, a name or an alias.
    private let names: [String: Referent]

    /// What a name in a ticket refers to.
    public enum Referent: Sendable, Hashable {
        /// A person, by id.
        case person(String)
        /// A group, by name.
        case group(String)
    }

    /// Of several entries with one id the last counts.
    ///
    /// A name shared by several refers to nobody: tickets have to use ids or aliases for them.
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

    /// The person or group with this id, alias or name, in that order.
    ///
    /// Names are compared as by `String.folded`: surrounding blanks, case and width do not count.
    public func find(_ name: String) -> Referent? {
        names[name.folded]
    }

    /// The quiet hours of a person; nil if they may be disturbed at any time.
    ///
    /// Persons unknown to the directory, and roles notified as a whole, have the standard ones.
    public func quietHours(of person: String?) -> QuietHours? {
        switch person.flatMap({ persons[$0] })?.quiet ?? .standard {
        case .standard: quiet
        case .none: nil
        case .own(let hours): hours
        }
    }

    /// A cycle of superiors: each person is the superior of the one before.
    ///
    /// - Returns: the ids of the cycle, beginning with the smallest; nil if there is none.
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
