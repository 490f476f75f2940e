import BusinessTime
import Configuration
import People
import ServiceLevels
import TicketStore
import TicketStoreAdmin

/// Words in open tickets that neither policies nor people know.
struct UnknownWordsFindings {
    /// The maximum number listed.
    private static let limit = 20

    private var words: [String: (word: UnknownWord, tickets: Int, example: String)] = [:]

    /// Reads the open tickets of a store.
    ///
    /// - Throws: `TicketStoreError` if it cannot be read with the policies' attributes.
    init(path: String, configuration: Configuration, now: Instant) throws {
        let store = TicketStore(path: path, layout: configuration.policies.layout, logger: nil)
        try store.open()
        var check = WordCheck(policies: configuration.policies, people: configuration.people)
        var after: String? = ""
        while let id = after {
            after = try store.openTickets(after: id, limit: 1000) { ticket in
                let entry = configuration.policies.entry(for: ticket)
                // The store's own check reports statuses.
                let found = check.unknown(in: ticket, underEntry: entry, now: now) { _ in true }
                for word in found {
                    words[word.key, default: (word, 0, ticket.id)].tickets += 1
                }
            }
        }
    }

    /// The most frequent words, each with the line that fixes it.
    var findings: [StoreCheck.Finding] {
        let sorted = words.sorted { ($1.value.tickets, $0.key) < ($0.value.tickets, $1.key) }
        var findings = sorted.prefix(Self.limit).map(\.value).map { word, tickets, example in
            let count = tickets == 1 ? "open ticket" : "\(tickets) open tickets, such as"
            return StoreCheck.Finding(
                .warning,
                "\(word.message) (\(count) \(example))",
                hint: word.remedy
            )
        }
        if sorted.isEmpty {
            findings = [.init(.fine, "policies and people know every word of the open tickets")]
        } else if sorted.count > Self.limit {
            findings.append(.init(.warning, "and \(sorted.count - Self.limit) more such words"))
        }
        return findings
    }
}
