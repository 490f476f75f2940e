package import ServiceLevels
import Support

/// What the words in `tickets.status` mean, kept in memory: a ticket's row is read a million times,
/// the table of statuses has a dozen rows.
package final class StatusMeanings {
    private let statement: SQLiteStatement
    /// By the folded status.
    private var states: [String: TicketState] = [:]

    package init(_ connection: SQLiteConnection) throws(TicketStoreError) {
        statement = try connection.prepare(
            """
            SELECT status, CASE WHEN paused THEN 'waiting' ELSE milestone END FROM statuses
            """
        )
        try refresh()
    }

    /// Reads them anew: somebody may have given a status its meaning.
    func refresh() throws(TicketStoreError) {
        defer { statement.reset() }
        states.removeAll(keepingCapacity: true)
        while try statement.step() {
            let milestone = statement.text(1)?.folded
            states[(statement.text(0) ?? "").folded] = TicketState(milestone: milestone)
        }
    }

    /// Whether a word has a row in the table, of whatever meaning.
    package func knows(_ status: String) -> Bool { states[status.folded] != nil }

    /// What a ticket's row says of now.
    ///
    /// - Parameters:
    ///   - status: the status as it was written.
    ///   - isClosed: whether the store has a time of closing, which counts only where the status
    ///     means nothing.
    /// - Returns: the state; unstated for a word that nobody gave a meaning.
    package func state(of status: String, isClosed: Bool) -> TicketState {
        let known = states[status.folded] ?? .unstated
        return known == .unstated && isClosed ? .closed : known
    }
}
