import BusinessTime

/// One ticket of an imported table.
struct ImportRow {
    var line: Int
    var id: String?
    var attributes: [String: String] = [:]
    var received: Instant
    var firstResponse: Instant?
    var resolved: Instant?
    var closed: Instant?
    var progress: String?
    var result: String?
    var feedback: String?
    var note: String?

    /// Reads a row.
    ///
    /// - Throws: `TicketStoreError` that says what is wrong with it.
    init(
        _ row: CSVTable.Row,
        _ columns: [ImportColumn?],
        in zone: ZoneRules
    ) throws(TicketStoreError) {
        line = row.line
        if row.cells.count > columns.count {
            throw TicketStoreError(
                .refused,
                "\(row.cells.count) cells under \(columns.count) headers"
            )
        }
        var received: Instant?
        for (column, cell) in zip(columns, row.cells) {
            let text = Self.trimmed(cell)
            guard let column, !text.isEmpty else { continue }
            switch column {
            case .id: id = text
            case .received: received = try EventTime.parse(text, in: zone)
            case .firstResponse: firstResponse = try EventTime.parse(text, in: zone)
            case .resolved: resolved = try EventTime.parse(text, in: zone)
            case .closed: closed = try EventTime.parse(text, in: zone)
            case .progress: progress = text
            case .result: result = text
            case .feedback: feedback = text
            case .note: note = text
            case .attribute(let name): attributes[name] = text
            case .ignored: break
            }
        }
        guard let received else { throw TicketStoreError(.refused, "no time of reception") }
        self.received = received
        for (name, time) in [
            ("response", firstResponse), ("solution", resolved), ("closing", closed),
        ] {
            if let time, time < received {
                throw TicketStoreError(
                    .refused,
                    "the \(name) at \(time.iso8601(in: zone)) is before the reception at "
                        + received.iso8601(in: zone)
                )
            }
        }
    }

    /// Every time of the row.
    var times: [Instant] { [received, firstResponse, resolved, closed].compactMap { $0 } }

    /// When it came to the state that the table shows, as far as the table knows.
    var latest: Instant { closed ?? resolved ?? firstResponse ?? received }

    /// Moves every time by the same span.
    mutating func shift(by span: TimeSpan) {
        received = received + span
        firstResponse = firstResponse.map { $0 + span }
        resolved = resolved.map { $0 + span }
        closed = closed.map { $0 + span }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
