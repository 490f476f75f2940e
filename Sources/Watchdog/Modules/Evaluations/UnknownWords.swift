public import ServiceLevels

/// What nobody knows of the tickets that are watched: counted as it is now, told once.
///
/// Bounded whatever tickets say: a column that is filled with free text makes a word of each row.
struct UnknownWords {
    /// How many different words are kept.
    static let maximumWords = 200
    /// How many tickets are kept of one word; more are not counted.
    static let maximumTickets = 1_000

    private struct Entry {
        var word: UnknownWord
        /// The ticket in which it was seen first.
        var example: String
        var tickets: Set<Int64> = []
    }

    private var entries: [String: Entry] = [:]
    private var keys: [Int64: [String]] = [:]
    private var told: Set<String> = []

    /// Takes in what nobody knows of a ticket now.
    ///
    /// - Returns: those of the words that were not told yet.
    mutating func note(_ words: [UnknownWord], of key: Int64, id: String) -> [UnknownWord] {
        if words.isEmpty, keys.isEmpty { return [] }
        forget(key)
        var new: [UnknownWord] = []
        for word in words {
            let name = word.key
            guard entries[name] != nil || entries.count < Self.maximumWords else { continue }
            var entry = entries.removeValue(forKey: name) ?? Entry(word: word, example: id)
            if entry.tickets.count < Self.maximumTickets {
                entry.tickets.insert(key)
                keys[key, default: []].append(name)
            }
            entries[name] = entry
            if told.count < Self.maximumWords * 5, told.insert(name).inserted { new.append(word) }
        }
        return new
    }

    /// Takes in that a ticket is gone, or closed.
    mutating func forget(_ key: Int64) {
        if keys.isEmpty { return }
        for name in keys.removeValue(forKey: key) ?? [] {
            entries[name]?.tickets.remove(key)
            if entries[name]?.tickets.isEmpty == true { entries[name] = nil }
        }
    }

    /// Takes in that all tickets are looked at anew; what was told stays told.
    mutating func beginAnew() {
        entries = [:]
        keys = [:]
    }

    /// The words as they are now, the most frequent first.
    ///
    /// - Parameter isStill: whether a word is still unknown, where a ticket is not needed to tell.
    /// - Returns: the words with how many tickets have them.
    func items(_ isStill: (UnknownWord) -> Bool) -> [UnknownItem] {
        entries.values.filter { isStill($0.word) }
            .map { UnknownItem(word: $0.word, tickets: $0.tickets.count, example: $0.example) }
            .sorted { ($1.tickets, $0.word.key) < ($0.tickets, $1.word.key) }
    }
}

/// A word that nobody knows, and in how many of the tickets that are watched it is.
public struct UnknownItem: Sendable, Hashable {
    /// The word.
    public var word: UnknownWord
    /// In how many tickets, 1,000 at most.
    public var tickets: Int
    /// One of them, by its id.
    public var example: String
}
