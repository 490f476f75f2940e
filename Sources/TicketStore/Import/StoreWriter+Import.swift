import BusinessTime

extension StoreWriter {
    /// Writes one row of an imported table: the ticket, and what the table says has happened.
    ///
    /// What it does not say is not made up as far as clocks are concerned: text about progress
    /// becomes an internal note, since nobody knows when the customer was told.
    func add(
        _ row: ImportRow,
        isChinese: Bool,
        by: String?
    ) throws(TicketStoreError) -> String {
        try connection.execute("SAVEPOINT import_row")
        do throws(TicketStoreError) {
            let id = try addEvents(row, isChinese: isChinese, by: by)
            try connection.execute("RELEASE import_row")
            return id
        } catch {
            try connection.execute("ROLLBACK TO import_row; RELEASE import_row")
            throw error
        }
    }

    private func addEvents(
        _ row: ImportRow,
        isChinese: Bool,
        by: String?
    ) throws(TicketStoreError) -> String {
        let start = isChinese ? "待处理" : "new"
        var attributes = row.attributes
        // The state is reached by steps, so that each has its event and its time.
        let status = attributes["status"]
        attributes["status"] = start
        let score = row.feedback.flatMap(Self.score)
        if let score { attributes["satisfaction"] = String(score) }
        let id = try add(
            attributes,
            id: row.id,
            received: row.received,
            TicketAct(at: row.received, by: by, note: row.note)
        )
        if let time = row.firstResponse {
            let person = row.attributes["first_responder"] ?? by
            try append("first_response", to: id, TicketAct(at: time, by: person))
        }
        if let text = row.progress {
            let time = row.firstResponse ?? row.received
            try append("internal_progress", to: id, TicketAct(at: time, by: by, note: text))
        }
        let solved = row.resolved ?? (row.result == nil ? nil : row.closed)
        var last = status
        if last == nil, let reached = reached(row, solved) {
            last = try reached.word(besides: start, in: connection)
        }
        let milestone = try connection.text(
            "SELECT milestone FROM statuses WHERE status = ?1",
            [SQLiteValue(last)]
        )
        let isLastSolved = milestone == TicketStatus.resolved.milestone
        // Where the last status means it, its own event tells of the solution.
        if let solved, !isLastSolved {
            try append("resolved", to: id, TicketAct(at: solved, by: by, note: row.result))
        }
        if let last, last != start {
            let act =
                isLastSolved
                ? TicketAct(at: solved ?? row.latest, by: by, note: row.result)
                : TicketAct(at: row.latest, by: by)
            try set(["status": last], of: id, act)
        }
        if let time = row.closed, try attribute("closed_at", of: id) == nil {
            try append("closed", to: id, TicketAct(at: time, by: by))
        }
        if let text = row.feedback {
            try append(
                "feedback",
                to: id,
                subject: score.map { String($0) },
                TicketAct(at: row.latest, by: row.attributes["customer"], note: text)
            )
        }
        return id
    }

    /// The state that the times of a row amount to; nil where nothing is finished.
    private func reached(_ row: ImportRow, _ solved: Instant?) -> TicketStatus? {
        if row.closed != nil { return .closed }
        return solved != nil ? .resolved : nil
    }

    /// A score of 1 to 5, in figures or in the usual words.
    static func score(_ text: String) -> Int? {
        switch text.lowercased() {
        case "5", "5分", "非常满意", "很满意", "very satisfied": 5
        case "4", "4分", "满意", "satisfied": 4
        case "3", "3分", "一般", "基本满意", "neutral": 3
        case "2", "2分", "不满意", "dissatisfied": 2
        case "1", "1分", "非常不满意", "很不满意", "very dissatisfied": 1
        default: nil
        }
    }
}
