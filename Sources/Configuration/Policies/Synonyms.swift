import ServiceLevels
import Support

/// What else teams write for the values of an attribute, as a policy's `synonyms` say.
struct Synonyms {
    /// The words of one value.
    private struct Value {
        /// The word that the policy uses.
        let name: String
        let words: TextSet
    }

    private var values: [String: [Value]] = [:]
    /// Whether only a value's own name stands for all its words, and others for themselves.
    private var isByName = false

    /// Whether there are none.
    var isEmpty: Bool { values.isEmpty }

    /// The same for conditions that are written for several policies.
    var byName: Synonyms {
        var synonyms = self
        synonyms.isByName = true
        return synonyms
    }

    /// Reads the section `synonyms`: attribute → value → other words.
    ///
    /// A word that two values have could mean either, and is a fault.
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

    /// The words by which a policy tells tickets apart: what conditions name of the priority and of
    /// all that there are synonyms for.
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

    /// The values of an attribute by the policy's own words, in the order of the file; nil where
    /// nothing is said of it.
    func names(of attribute: String) -> [String]? {
        isByName ? nil : values[attribute]?.map(\.name)
    }

    /// Everything that means the same as a word, itself among it; nil where nothing does.
    func words(for word: String, of attribute: String) -> TextSet? {
        values[attribute]?.first {
            isByName ? $0.name.isSameName(as: word) : $0.words.contains(word)
        }?.words
    }
}
