import BusinessTime
import ServiceLevels
import Support
import TicketStore

/// The result of importing one row.
enum ImportOutcome {
    /// The ticket is new.
    case added
    /// The ticket existed and was changed.
    case updated
    /// The ticket existed and already matched.
    case unchanged
}

extension StoreWriter {
    /// Writes one row of an imported table: the ticket and its history.
    ///
    /// Nothing that affects clocks is invented: text about progress becomes an internal note, since
    /// the time at which the customer was told is unknown.
    ///
    /// - Returns: the ticket's id, and the result.
    func put(
        _ row: ImportRow,
        _ course: ImportCourse,
        isChinese: Bool,
        by: String?
    ) throws(TicketStoreError) -> (id: String, outcome: ImportOutcome) {
        try connection.execute("SAVEPOINT import_row")
        do throws(TicketStoreError) {
            let result: (String, ImportOutcome)
            if let id = row.id, try exists(id) {
                let isChanged = try update(id, row, course, by: by)
                result = (id, isChanged ? .updated : .unchanged)
            } else {
                result = (try enter(row, course, isChinese: isChinese, by: by), .added)
            }
            try connection.execute("RELEASE import_row")
            return result
        } catch {
            try connection.execute("ROLLBACK TO import_row; RELEASE import_row")
            throw error
        }
    }

    private func enter(
        _ row: ImportRow,
        _ course: ImportCourse,
        isChinese: Bool,
        by: String?
    ) throws(TicketStoreError) -> String {
        let start = isChinese ? "待处理" : "new"
        var attributes = row.allAttributes
        // The state is reached in steps, so that each has its event and time.
        let status = attributes["status"]
        attributes["status"] = status.flatMap { $0.isSameName(as: start) ? $0 : nil } ?? start
        let id = try add(
            attributes,
            id: row.id,
            received: row.received,
            TicketAct(at: row.received, by: by, note: row.note)
        )
        if let time = row.firstResponse { try append(response: time, of: row, to: id, by: by) }
        if let text = row.progress {
            let time = row.firstResponse ?? row.received
            try append("internal_progress", to: id, TicketAct(at: time, by: by, note: text))
        }
        try finish(id, row, course, from: start, by: by)
        if let status, !status.isSameName(as: try attribute("status", of: id) ?? "") {
            try set(["status": status], of: id, TicketAct(at: course.latest(row), by: by))
        }
        if let text = row.feedback {
            try append(feedback: text, of: row, to: id, at: course.latest(row))
        }
        return id
    }

    /// Resolves and closes a new ticket as the row says.
    private func finish(
        _ id: String,
        _ row: ImportRow,
        _ course: ImportCourse,
        from start: String,
        by: String?
    ) throws(TicketStoreError) {
        // The row's own word, if it means an end.
        func word(_ status: TicketStatus) throws(TicketStoreError) -> String {
            if !course.isReopened, let own = row.attributes["status"] { return own }
            return try status.word(besides: start, in: connection)
        }
        if let solved = course.solved {
            let act = TicketAct(at: solved, by: by, note: row.result)
            if course.closed == nil {
                try set(["status": try word(.resolved)], of: id, act)
            } else {
                try append("resolved", to: id, act)
            }
        }
        if let closed = course.closed {
            try set(["status": try word(.closed)], of: id, TicketAct(at: closed, by: by))
        }
    }

    func append(
        response time: Instant,
        of row: ImportRow,
        to id: String,
        by: String?
    ) throws(TicketStoreError) {
        let person = row.attributes["first_responder"] ?? by
        try append("first_response", to: id, TicketAct(at: time, by: person))
    }

    func append(
        feedback text: String,
        of row: ImportRow,
        to id: String,
        at time: Instant?
    ) throws(TicketStoreError) {
        try append(
            "feedback",
            to: id,
            subject: row.score.map { String($0) },
            TicketAct(at: time, by: row.attributes["customer"], note: text)
        )
    }
}

extension ImportRow {
    /// The score of the feedback from 1 to 5, given in figures or usual words.
    var score: Int? {
        switch feedback?.folded {
        case "5", "5分", "非常满意", "很满意", "very satisfied": 5
        case "4", "4分", "满意", "satisfied": 4
        case "3", "3分", "一般", "基本满意", "neutral": 3
        case "2", "2分", "不满意", "dissatisfied": 2
        case "1", "1分", "非常不满意", "很不满意", "very dissatisfied": 1
        default: nil
        }
    }

    /// The attributes with the score.
    var allAttributes: [String: String] {
        var all = attributes
        if let score { all["satisfaction"] = String(score) }
        return all
    }
}
