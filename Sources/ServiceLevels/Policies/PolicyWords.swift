import BusinessTime

/// The words of a policy for the attributes whose values it names.
public struct PolicyWords: Sendable, Hashable {
    /// All known words of an attribute.
    public var words: [String: TextSet]
    /// The policy's own words for the values, in the order of its file.
    public var values: [String: [String]]

    public init(words: [String: TextSet] = [:], values: [String: [String]] = [:]) {
        self.words = words
        self.values = values
    }
}

extension Policy {
    /// Every word that the policy's conditions name for an attribute.
    public func named(of attribute: String) -> Set<String> {
        let conditions = clocks.flatMap(\.cases).map(\.when) + notices.map(\.when)
        return conditions.reduce(into: []) { $0.formUnion($1.named(of: attribute)) }
    }

    /// Every kind of event that the policy names.
    public var kinds: Set<String> {
        var selectors: [EventSelector] = notices.flatMap { [$0.on, $0.ends] }
        for clock in clocks {
            selectors += [clock.start, clock.ends] + clock.satisfiedBy.events
            for row in clock.cases {
                selectors += row.satisfiedBy?.events ?? []
                if let ends = row.ends { selectors.append(ends) }
            }
        }
        return Set(selectors.flatMap(\.kinds))
    }
}

extension Predicate {
    fileprivate func named(of attribute: String) -> Set<String> {
        switch self {
        case .all(let parts), .any(let parts):
            parts.reduce(into: []) { $0.formUnion($1.named(of: attribute)) }
        case .not(let part): part.named(of: attribute)
        case .attribute(_, attribute, .oneOf(let values)): values.texts
        case .attribute, .always: []
        }
    }
}

/// The known kinds of event, looked up for every event of every ticket.
public struct KnownKinds: Sendable {
    private let kinds: Set<String>
    /// The last known kind found for each bit of its mark: nearly always the one asked for.
    private var found = [String](repeating: "", count: 64)

    /// The milestones and the kinds that policies name.
    public init(policies: some Sequence<Policy>) {
        kinds = policies.reduce(into: Set(Milestone.all)) { $0.formUnion($1.kinds) }
    }

    /// The names, for suggestions.
    public var names: Set<String> { kinds }

    /// The unknown kinds among a ticket's events, each once.
    public mutating func unknown(in ticket: Ticket) -> [String] {
        var unknown: [String] = []
        for index in ticket.events.indices {
            let place = ticket.events[index].mark.bits.trailingZeroBitCount & 63
            if found[place] == ticket.events[index].kind { continue }
            let kind = ticket.events[index].kind
            if kinds.contains(kind) {
                found[place] = kind
            } else if !unknown.contains(kind) {
                unknown.append(kind)
            }
        }
        return unknown
    }
}
