import ServiceLevels

/// What else teams write for the values of an attribute, as a policy's `synonyms` say.
struct Synonyms {
    /// The words of one value.
    private struct Value {
        /// The word that the policy uses.
        let name: String
        let words: TextSet
    }

    private var values: [String: [Value]] = [:]

    /// Reads the section `synonyms`: attribute → value → other words.
    ///
    /// A word that two values have could mean either, and is a fault.
    mutating func read(_ place: Place) {
        for (attribute, known) in place.entries {
            var owners: [String: String] = [:]
            for (name, place) in known.entries {
                let words = [name] + place.texts
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

    /// The values of an attribute by the policy's own words, in the order of the file; nil where
    /// nothing is said of it.
    func names(of attribute: String) -> [String]? {
        values[attribute]?.map(\.name)
    }

    /// Everything that means the same as a word, itself among it; nil where nothing does.
    func words(for word: String, of attribute: String) -> TextSet? {
        values[attribute]?.first { $0.words.contains(word) }?.words
    }
}
