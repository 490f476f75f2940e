import ServiceLevels

/// What a policy says that others go by: for which tickets it is, its words, what it holds urgent.
struct PolicyTerms {
    /// Which tickets it is in force for, by its own condition.
    var when: Predicate
    var synonyms: Synonyms
    /// What it holds urgent; nil where it does not say.
    var urgent: Predicate?
}

/// Reads what may disturb people in quiet hours.
///
/// The same word means different things under two standards, so urgency goes by the policy in
/// force: what it holds urgent where nothing else is said, and what it calls by the words given.
struct UrgencyReader {
    /// The policies in the order in which they are asked.
    let policies: [PolicyTerms]

    /// Reads a condition on tickets; nil for what the policies say.
    func read(_ place: YAMLValue?, of quiet: YAMLValue, slots: inout AttributeLayout) -> Predicate {
        guard let place else {
            if policies.contains(where: { $0.urgent == nil }) {
                quiet.diagnostics.warn(
                    "says not what is 'urgent', nor does every policy: all tickets of those pass",
                    at: quiet
                )
            }
            return byPolicy { $0.urgent ?? .always }
        }
        if policies.allSatisfy(\.synonyms.isEmpty) {
            return PredicateReader().read(place, slots: &slots)
        }
        return byPolicy { terms in
            PredicateReader(synonyms: terms.synonyms.byName).read(place, slots: &slots)
        }
    }

    /// One condition under the first policy that is for a ticket, another under the next.
    private func byPolicy(_ condition: (PolicyTerms) -> Predicate) -> Predicate {
        var earlier: [Predicate] = []
        var parts: [Predicate] = []
        for terms in policies {
            parts.append(.all(earlier + [terms.when, condition(terms)]))
            earlier.append(.not(terms.when))
        }
        return .any(parts)
    }
}
