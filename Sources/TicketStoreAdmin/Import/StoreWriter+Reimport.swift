import BusinessTime
import ServiceLevels
import Support
import TicketStore

/// Imports what is new in the row of an existing ticket, once.
extension StoreWriter {
    /// Updates a ticket by a row.
    ///
    /// Empty cells change nothing, and existing content is not written again: importing a table
    /// twice leaves the store unchanged.
    ///
    /// - Returns: whether anything was written.
    func update(
        _ id: String,
        _ row: ImportRow,
        _ course: ImportCourse,
        by: String?
    ) throws(TicketStoreError) -> Bool {
        let before = try connection.integer("SELECT total_changes()")
        try correct(received: row.received, of: id, by: by)
        try correctAttributes(id, row, by: by)
        if let time = row.firstResponse, try !has("first_response", at: time, of: id) {
            try append(response: time, of: row, to: id, by: by)
        }
        try advance(id, row, course, by: by)
        if let text = row.feedback, try !hasNote(text, of: id) {
            try append(feedback: text, of: row, to: id, at: course.closed ?? course.solved)
        }
        for text in [row.progress, row.result, row.note].compactMap({ $0 }) {
            if try hasNote(text, of: id) { continue }
            try append("internal_progress", to: id, TicketAct(by: by, note: text))
        }
        return try connection.integer("SELECT total_changes()") != before
    }

    private func correct(
        received: Instant,
        of id: String,
        by: String?
    ) throws(TicketStoreError) {
        let current = try connection.integer(
            "SELECT received_at FROM tickets WHERE id = ?1",
            [.text(id)]
        )
        if let current, Self.span(of: received).contains(current) { return }
        try connection.run(
            "UPDATE tickets SET received_at = ?2, changed_by = ?3 WHERE id = ?1",
            [.text(id), .integer(received.milliseconds), SQLiteValue(by)]
        )
    }

    private func correctAttributes(
        _ id: String,
        _ row: ImportRow,
        by: String?
    ) throws(TicketStoreError) {
        var changes: [String: String?] = [:]
        for (name, value) in row.allAttributes where name != "status" {
            let current = try attribute(name, of: id)
            // Masked contacts in a table must not replace those in the store.
            let isHidden = name == "contact" && value.contains("*") && current != nil
            if current != value, !isHidden { changes[name] = value }
        }
        if !changes.isEmpty { try set(changes, of: id, TicketAct(by: by)) }
    }

    /// Updates solution, closing and status by the row.
    private func advance(
        _ id: String,
        _ row: ImportRow,
        _ course: ImportCourse,
        by: String?
    ) throws(TicketStoreError) {
        let current = try attribute("status", of: id) ?? ""
        // Only dates of the table itself: a guess is nothing new.
        let closed = row.closed == nil ? nil : course.closed
        let solved = (row.resolved ?? row.closed) == nil ? nil : course.solved
        let isNewlyClosed = try isNew("closed", at: closed, of: id)
        let isNewlySolved = try isNew("resolved", at: solved, of: id)
        var target = row.attributes["status"]
        if target == nil, isNewlyClosed || isNewlySolved {
            // Without a status the dates decide, but only new ones.
            let reached: TicketStatus = course.closed == nil ? .resolved : .closed
            target = try reached.word(besides: current, in: connection)
        }
        let isChanged = target.map { !$0.isSameName(as: current) } ?? false
        let solving = TicketAct(at: course.solved, by: by, note: row.result)
        let closing = TicketAct(at: course.closed, by: by)
        // Changing the status writes its event.
        let statusSolves = isChanged && course.state == .resolved
        let statusCloses = isChanged && course.state == .closed
        if isNewlySolved, !statusSolves { try append("resolved", to: id, solving) }
        if isNewlyClosed, !statusCloses { try append("closed", to: id, closing) }
        if isChanged, let target {
            // The time of another status is unknown; it has been reached by now.
            let act = statusSolves ? solving : statusCloses ? closing : TicketAct(by: by)
            try set(["status": target], of: id, act)
        } else if course.isReopened, isNewlyClosed || isNewlySolved {
            let time = course.closed ?? course.solved
            try append("reopened", to: id, TicketAct(at: time, by: by))
        }
    }

    private func isNew(
        _ kind: String,
        at time: Instant?,
        of id: String
    ) throws(TicketStoreError) -> Bool {
        guard let time else { return false }
        return try !has(kind, at: time, of: id)
    }

    /// Whether a ticket has an event of a kind at a time, at the precision of that time.
    private func has(
        _ kind: String,
        at time: Instant,
        of id: String
    ) throws(TicketStoreError) -> Bool {
        let span = Self.span(of: time)
        return try connection.integer(
            "SELECT 1 FROM ticket_events WHERE ticket = ?1 AND kind = ?2 AND at >= ?3 AND at < ?4",
            [.text(id), .text(kind), .integer(span.lowerBound), .integer(span.upperBound)]
        ) != nil
    }

    private func hasNote(_ text: String, of id: String) throws(TicketStoreError) -> Bool {
        try connection.integer(
            "SELECT 1 FROM ticket_events WHERE ticket = ?1 AND note = ?2",
            [.text(id), .text(text)]
        ) != nil
    }

    /// The interval meant by a time: tables have minutes or seconds, stores milliseconds.
    private static func span(of time: Instant) -> Range<Int64> {
        let start = time.milliseconds
        let length: Int64 = start % 60_000 == 0 ? 60_000 : start % 1000 == 0 ? 1000 : 1
        return start..<(start + length)
    }
}
