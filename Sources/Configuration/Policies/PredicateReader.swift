import ServiceLevels
import Support

/// Reads conditions such as `{priority: high, kind: {not: complaint}}`.
struct PredicateReader {
    /// The synonyms of attributes' values.
    var synonyms = Synonyms()

    /// Reads a condition; every entry of a mapping has to hold.
    func read(_ place: YAMLValue, slots: inout AttributeLayout) -> Predicate {
        var parts: [Predicate] = []
        for (name, value) in place.entries {
            switch name {
            case "all": parts.append(.all(list(value, &slots)))
            case "any": parts.append(.any(list(value, &slots)))
            case "not": parts.append(.not(read(value, slots: &slots)))
            default: parts.append(attribute(name, value, &slots))
            }
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private func list(_ place: YAMLValue, _ slots: inout AttributeLayout) -> [Predicate] {
        var parts: [Predicate] = []
        for item in place.items { parts.append(read(item, slots: &slots)) }
        return parts
    }

    private func attribute(
        _ name: String,
        _ place: YAMLValue,
        _ slots: inout AttributeLayout
    ) -> Predicate {
        let slot = slots.slot(adding: name)
        place.diagnostics.name(attribute: name, at: place)
        func test(_ test: ValueTest) -> Predicate {
            .attribute(slot: slot, name: name, test)
        }
        guard place.isMapping else {
            return test(.oneOf(values(place, of: name)))
        }
        let fields = StrictMapping(place)
        var parts: [Predicate] = []
        if let value = fields["in"] { parts.append(test(.oneOf(values(value, of: name)))) }
        if let value = fields["not"] { parts.append(.not(test(.oneOf(values(value, of: name))))) }
        if let wanted = fields["present"]?.flag {
            parts.append(wanted ? test(.present) : .not(test(.present)))
        }
        if let value = fields["at_least"]?.parse(parseNumber) {
            parts.append(test(.atLeast(value)))
        }
        if let value = fields["at_most"]?.parse(parseNumber) { parts.append(test(.atMost(value))) }
        if let value = fields["contains"] { parts.append(test(.contains(value.texts))) }
        if let count = fields["shorter_than"]?.number(in: 1...10_000) {
            parts.append(test(.shorterThan(count)))
        }
        fields.finish()
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// The values named, with their synonyms.
    private func values(_ place: YAMLValue, of attribute: String) -> TextSet {
        let known = self.synonyms.names(of: attribute)
        var values: Set<String> = []
        var synonyms: Set<String> = []
        for item in place.items {
            guard let text = item.text else { continue }
            values.insert(text)
            if let words = self.synonyms.words(for: text, of: attribute) {
                synonyms.formUnion(words.texts)
            } else if let known {
                let hint = nearestName(to: text, in: known).map { "; did you mean '\($0)'?" }
                place.diagnostics.warn(
                    "'\(text)' is none of the values of '\(attribute)' in 'synonyms'\(hint ?? "")",
                    at: item
                )
            }
        }
        return TextSet(values, also: synonyms)
    }
}

private func parseNumber(_ text: String) throws(ValueError) -> Double {
    guard let number = Double(text), number.isFinite else {
        throw ValueError("'\(text)' is not a number")
    }
    return number
}
