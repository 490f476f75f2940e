import TicketStore

/// Tickets whose `closed_at` says otherwise than their status: only a store can have them whose
/// triggers are missing or of an older version.
///
/// An open ticket that has a `closed_at` is watched by nobody, and a closed one without it is late
/// for ever.
struct ClosedContradictions {
    /// How many there are.
    private(set) var count = 0
    /// The first few, for people: the ids with their statuses.
    private(set) var examples: [String] = []

    /// Looks through all tickets, in a store of whatever version.
    init(_ connection: SQLiteConnection) throws(TicketStoreError) {
        let rows = try connection.prepare(
            """
            \(Self.words)
            SELECT id, status, closed_at IS NULL FROM tickets WHERE \(Self.condition)
            ORDER BY key
            """
        )
        while try rows.step() {
            count += 1
            guard count <= 3 else { continue }
            let state = rows.integer(2) == 1 ? "without closed_at" : "with closed_at"
            examples.append("\(rows.text(0) ?? "") ('\(rows.text(1) ?? "")' \(state))")
        }
    }

    /// The first few in a line, with an ellipsis where there are more.
    var list: String { examples.joined(separator: ", ") + (count > examples.count ? ", …" : "") }

    /// What is wrong, for people.
    var message: String { "closed_at contradicts the status of \(count) tickets: \(list)" }

    /// The command that mends it.
    static func remedy(path: String) -> String { "slactl store check --fix --store \(path)" }

    /// An older store knows no table of words; what they mean is found out here, in any.
    private static let words = """
        WITH status_words(word, status) AS MATERIALIZED (\(StoreTriggers.learned))
        """

    /// That a row of `tickets` contradicts itself, as SQL.
    ///
    /// Where the status means nothing and the events of closing went with age, the row is all there
    /// is: it stays.
    static let condition = """
        (closed_at IS NULL) <> (\(StoreTriggers.closedAt(of: "tickets")) IS NULL)
        AND (EXISTS (SELECT 1 FROM statuses WHERE statuses.status = coalesce(
                (SELECT status FROM status_words WHERE word = tickets.status), tickets.status))
            OR EXISTS (SELECT 1 FROM ticket_events WHERE ticket = tickets.id
                AND kind IN ('closed', 'reopened')))
        """
}
