import ServiceLevels
import Support

/// The present columns of the table of tickets.
package struct StoreColumns {
    let path: String
    let names: [String]

    package init(_ connection: SQLiteConnection) throws(TicketStoreError) {
        path = connection.path
        let rows = try connection.prepare("SELECT name FROM pragma_table_info('tickets')")
        var names: [String] = []
        while try rows.step() { names.append(rows.text(0) ?? "") }
        self.names = names
    }

    /// Columns of `tickets` that are no attributes: what identifies it, what triggers maintain,
    /// and what describes one change only.
    package static let bookkeeping: Set<String> = [
        "key", "id", "closed_at", "changed_by", "changed_at", "changed_note",
    ]

    /// The columns that are attributes.
    package var attributes: [String] {
        names.filter { !Self.bookkeeping.contains($0) }
    }

    /// Requires every name to be a column.
    ///
    /// - Throws: `TicketStoreError` of code `column` with the nearest known one.
    package func require(_ wanted: [String]) throws(TicketStoreError) {
        let present = Set(names)
        guard let missing = wanted.first(where: { !present.contains($0) }) else { return }
        let nearest = nearestName(to: missing, in: names)
        let guess = nearest.map { " (nearest column: '\($0)')" } ?? ""
        throw TicketStoreError(
            .column,
            "ticket store \(path) has no column '\(missing)' in tickets\(guess)",
            hint: "correct the name, or add the column: "
                + "ALTER TABLE tickets ADD COLUMN \(missing) TEXT; then slactl store init"
        )
    }

    /// The columns that the triggers do not compare, because they were added later.
    func unwatched(
        of wanted: [String],
        _ connection: SQLiteConnection
    ) throws(TicketStoreError) -> [String] {
        let sql =
            try connection.text("SELECT sql FROM sqlite_master WHERE name = 'tickets_updated'")
            ?? ""
        return wanted.filter { name in
            attributes.contains(name)
                && !sql.contains("NEW.\(SQLName.quoted(name)) IS NOT OLD.")
        }
    }
}
