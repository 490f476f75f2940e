package import ServiceLevels
import Support

/// The meanings of `tickets.status`, kept in memory: a million rows of tickets use a dozen rows of
/// statuses.
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

    /// Reads them again, as somebody may have changed them.
    func refresh() throws(TicketStoreError) {
        defer { statement.reset() }
        states.removeAll(keepingCapacity: true)
        while try statement.step() {
            let milestone = statement.text(1)?.folded
            states[(statement.text(0) ?? "").folded] = TicketState(milestone: milestone)
        }
    }

    /// Whether the table has a row for a word, of any meaning.
    package func knows(_ status: String) -> Bool { states[status.folded] != nil }

    /// The present state of a ticket's row.
    ///
    /// - Parameters:
    ///   - status: the status as written.
    ///   - isClosed: whether the store has a closing time, which counts only if the status has no
    ///     meaning.
    /// - Returns: the state; unstated for a word without a meaning.
    package func state(of status: String, isClosed: Bool) -> TicketState {
        let known = states[status.folded] ?? .unstated
        return known == .unstated && isClosed ? .closed : known
    }
}
