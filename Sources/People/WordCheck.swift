public import BusinessTime
public import ServiceLevels
import Support

/// Finds words in a ticket that nothing knows, so that no default applies silently.
public struct WordCheck: Sendable {
    /// How far ahead a reception may be: servers' clocks differ.
    public static let leeway = TimeSpan.minutes(1)

    /// The words of an attribute under one policy.
    private struct Words {
        var policy: String
        var slot: Int
        var name: String
        var words: TextSet
        var values: [String]
    }

    private let people: Directory
    private var kinds: KnownKinds
    /// By the index of the policy's assignment.
    private let words: [[Words]]
    /// The attributes that fill roles.
    private let persons: [(slot: Int, name: String)]
    private let status: Int?

    public init(policies: PolicySet, people: Directory) {
        self.people = people
        kinds = KnownKinds(policies: policies.entries.lazy.map(\.policy))
        status = policies.layout.slot("status")
        var words: [[Words]] = []
        var attributes: Set<String> = []
        for policy in policies.entries.lazy.map(\.policy) {
            let own = policy.words.words.sorted { $0.key < $1.key }
            words.append(
                own.compactMap { name, known in
                    policies.layout.slot(name).map { slot in
                        Words(
                            policy: policy.id,
                            slot: slot,
                            name: name,
                            words: known,
                            values: policy.words.values[name] ?? known.texts.sorted()
                        )
                    }
                }
            )
            for role in policy.roles { attributes.formUnion(people.attributes(of: role)) }
        }
        self.words = words
        persons =
            people.persons.isEmpty
            ? []
            : attributes.sorted().compactMap { name in
                policies.layout.slot(name).map { ($0, name) }
            }
    }

    /// The unknown words of a ticket.
    ///
    /// - Parameters:
    ///   - ticket: the ticket.
    ///   - entry: the index of the assignment in force for it.
    ///   - now: the moment.
    ///   - knowsStatus: whether the store knows a status; asked only if the status has no meaning.
    /// - Returns: each unknown word once.
    public mutating func unknown(
        in ticket: Ticket,
        underEntry entry: Int?,
        now: Instant,
        knowsStatus: (String) -> Bool
    ) -> [UnknownWord] {
        var unknown: [UnknownWord] = []
        if let entry {
            for index in words[entry].indices {
                guard let value = ticket.values[words[entry][index].slot],
                    !words[entry][index].words.contains(value), !value.isBlank
                else { continue }
                let known = words[entry][index]
                let topic = UnknownWord.Topic.attribute(
                    known.name,
                    policy: known.policy,
                    values: known.values
                )
                unknown.append(UnknownWord(topic, value))
            }
        }
        if ticket.state == .unstated, let status, let value = ticket.values[status],
            !value.isBlank, !knowsStatus(value)
        {
            unknown.append(UnknownWord(.status, value))
        }
        for (slot, name) in persons {
            guard let value = ticket.values[slot] else { continue }
            for person in people.unlisted(in: value) {
                unknown.append(UnknownWord(.person(attribute: name), person))
            }
        }
        for kind in kinds.unknown(in: ticket) {
            let nearest = nearestName(to: kind, in: kinds.names)
            unknown.append(UnknownWord(.event(nearest: nearest), kind))
        }
        if let first = ticket.events.first, first.kind == Milestone.received,
            first.at > now + Self.leeway
        {
            unknown.append(UnknownWord(.reception(at: first.at), ticket.id))
        }
        return unknown
    }
}

extension Directory {
    /// The attributes of tickets that fill a role.
    func attributes(of role: String) -> Set<String> {
        attributes(of: role, outer: [])
    }

    private func attributes(of role: String, outer: Set<String>) -> Set<String> {
        var found: Set<String> = []
        for source in roles[role] ?? [.attribute(role)] {
            if let name = source.attribute { found.insert(name) }
            if case .superiorOf(let other) = source, other != role, !outer.contains(other) {
                found.formUnion(attributes(of: other, outer: outer.union([role])))
            }
        }
        return found
    }

    /// The names in an attribute's value that the directory lacks.
    func unlisted(in value: String) -> [String] {
        if find(value) != nil { return [] }
        return Self.names(in: value).filter { find($0) == nil }
    }

    /// The names listed in an attribute's value.
    static func names(in value: String) -> [String] {
        value.split { ",，、;；".contains($0) }.map { String($0).trimmingBlanks }
            .filter { !$0.isEmpty }
    }
}
