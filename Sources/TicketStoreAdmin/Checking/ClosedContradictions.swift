import TicketStore

/// Tickets whose `closed_at` contradicts their status.
///
/// They occur only if triggers are missing or of an older version.
///
/// An open ticket with a `closed_at` is not watched, and a closed one without it is late for ever.
struct ClosedContradictions {
    private(set) var count = 0
    /// The ids of the first few, with their statuses.
    private(set) var examples: [String] = []

    /// Reads all tickets, in a store of any version.
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

    /// The first few on one line, with an ellipsis if there are more.
    var list: String { examples.joined(separator: ", ") + (count > examples.count ? ", …" : "") }

    var message: String { "closed_at contradicts the status of \(count) tickets: \(list)" }

    /// The command that fixes it.
    static func remedy(path: String) -> String { "slactl store check --fix --store \(path)" }

    /// An older store has no table of words; this finds their meanings in any.
    private static let words = """
        WITH status_words(word, status) AS MATERIALIZED (\(StoreTriggers.learned))
        """

    /// SQL for: a row of `tickets` contradicts itself.
    ///
    /// If the status has no meaning and old closing events were deleted, only the row is left, and
    /// it stays.
    static let condition = """
        (closed_at IS NULL) <> (\(StoreTriggers.closedAt(of: "tickets")) IS NULL)
        AND (EXISTS (SELECT 1 FROM statuses WHERE statuses.status = coalesce(
                (SELECT status FROM status_words WHERE word = tickets.status), tickets.status))
            OR EXISTS (SELECT 1 FROM ticket_events WHERE ticket = tickets.id
                AND kind IN ('closed', 'reopened')))
        """
}
