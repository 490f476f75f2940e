import ServiceLevels
import Support
import TicketStore

/// The meaning of a column in an imported table.
enum ImportColumn: Hashable {
    case id
    case received
    case firstResponse
    case resolved
    case closed
    case progress
    case result
    case feedback
    case note
    case attribute(String)
    /// Known and not needed: the policies compute it.
    case ignored

    /// The meaning of a header: an English or Chinese name of the tracking table's columns, or any
    /// column of the store.
    init?(header: String, attributes: Set<String>) {
        let plain = Self.plain(header)
        if let known = Self.headers[plain] {
            self = known
            return
        }
        guard let name = attributes.first(where: { Self.plain($0) == plain }) else { return nil }
        self = .attribute(name)
    }

    /// Whether its cells are times.
    var isTime: Bool {
        switch self {
        case .received, .firstResponse, .resolved, .closed: true
        default: false
        }
    }

    /// The words that a mapping uses for meanings other than the store's columns.
    private static let words: [(word: String, column: ImportColumn)] = [
        ("id", .id), ("received", .received), ("first_response", .firstResponse),
        ("resolved", .resolved), ("closed", .closed), ("progress", .progress),
        ("result", .result), ("feedback", .feedback), ("note", .note), ("ignore", .ignored),
    ]

    /// The meaning of a name in a mapping: one of these words, or a column of the store.
    ///
    /// - Throws: `TicketStoreError` with the nearest known name.
    static func named(
        _ name: String,
        attributes: Set<String>
    ) throws(TicketStoreError) -> ImportColumn {
        let folded = name.folded
        if let known = words.first(where: { $0.word == folded }) { return known.column }
        if let attribute = attributes.first(where: { $0.folded == folded }) {
            return .attribute(attribute)
        }
        let known = words.map(\.word) + attributes.sorted()
        let nearest = nearestName(to: name, in: known).map { " (nearest: '\($0)')" } ?? ""
        throw TicketStoreError(
            .refused,
            "'\(name)' is nothing that a column can mean\(nearest)",
            hint: "one of \(known.joined(separator: ", "))"
        )
    }

    /// Without case, white space, and marks between words.
    static func plain(_ text: String) -> String {
        String(text.folded.filter { !$0.isWhitespace && !"_-/*:()[].".contains($0) })
    }
}
