import ServiceLevels
import Support

/// Other words for the values of an attribute, from a policy's `synonyms`.
struct Synonyms {
    /// The words of one value.
    private struct Value {
        /// The policy's own word.
        let name: String
        let words: TextSet
    }

    private var values: [String: [Value]] = [:]
    /// Whether only the policy's own word stands for all words of a value, and others for
    /// themselves.
    private var isByName = false

    var isEmpty: Bool { values.isEmpty }

    /// The same for conditions across several policies.
    var byName: Synonyms {
        var synonyms = self
        synonyms.isByName = true
        return synonyms
    }

    /// Reads the section `synonyms`: attribute → value → other words.
    ///
    /// A word of two values would be ambiguous and is a fault.
    mutating func read(_ place: YAMLValue) {
        for (attribute, known) in place.entries {
            var owners: [String: String] = [:]
            for (name, place) in known.entries {
                let words = [name] + place.items.flatMap(\.texts)
                for word in words {
                    let key = word.folded
                    if let owner = owners[key], owner != name {
                        place.report("'\(word)' already means '\(owner)'")
                    }
                    owners[key] = name
                }
                values[attribute, default: []].append(Value(name: name, words: TextSet(words)))
            }
        }
    }

    /// The words that distinguish a policy's tickets: those of conditions on the priority, and of
    /// all attributes with synonyms.
    func words(of policy: Policy) -> PolicyWords {
        var words = PolicyWords()
        for attribute in Set(values.keys).union(["priority"]) {
            let named = policy.named(of: attribute)
            if named.isEmpty { continue }
            let known = values[attribute]?.flatMap(\.words.texts) ?? []
            words.words[attribute] = TextSet(named.union(known))
            words.values[attribute] = names(of: attribute)
        }
        return words
    }

    /// The policy's own words for an attribute's values, in the order of the file; nil without
    /// synonyms.
    func names(of attribute: String) -> [String]? {
        isByName ? nil : values[attribute]?.map(\.name)
    }

    /// All synonyms of a word, itself included; nil if there are none.
    func words(for word: String, of attribute: String) -> TextSet? {
        values[attribute]?.first {
            isByName ? $0.name.isSameName(as: word) : $0.words.contains(word)
        }?.words
    }
}
