import ServiceLevels

/// What quiet hours need of a policy: its tickets, its words, its urgency.
struct PolicyTerms {
    /// The tickets it applies to, by its own condition.
    var when: Predicate
    var synonyms: Synonyms
    /// Its urgency condition, if any.
    var urgent: Predicate?
}

/// Reads what may disturb people in quiet hours.
///
/// A word may differ in meaning between two standards. Urgency therefore follows the policy in
/// force: by default its own condition, else its meaning of the given words.
struct UrgencyReader {
    /// The policies in the order of trial.
    let policies: [PolicyTerms]

    /// Reads a condition on tickets; without one the policies decide.
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

    /// Applies to each ticket the condition of the policy in force.
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
