import BusinessTime

/// The CRM at work: plain SQL, as people write it.
extension World {
    func write(_ action: Action) throws {
        // Without the file the CRM is down too.
        guard let crm, let sql = statement(action) else { return }
        if let ticket = action.enteredLate { enteredLate.insert(ticket) }
        do {
            try crm.run(sql)
        } catch {
            trace.append("    refused: \(error)")
        }
        let known = try facts()
        checkStore(known)
        for facts in known where !facts.isPlain(at: now.milliseconds) {
            wasOdd.insert(facts.id)
        }
        // Its own transaction holds the store: the daemon is not to see it before its end.
        if !trouble.isStoreLocked { try settle() }
    }

    private func statement(_ action: Action) -> String? {
        let text = CRM.quoted
        switch action {
        case .insert(let number, let priority, let status, let queue, let ago):
            return """
                INSERT INTO tickets(id, priority, status, queue, received_at, owner)
                VALUES('T\(number)', \(text(priority)), \(text(status)), \(text(queue)),
                    \(before(ago)), 'li')
                """
        case .replace(let number, let priority, let status, let queue, let later):
            let received = later.map {
                "(SELECT received_at + \($0 * 60_000) FROM tickets WHERE id = 'T\(number)')"
            }
            return """
                INSERT OR REPLACE INTO tickets(id, priority, status, queue, owner\
                \(received == nil ? "" : ", received_at"))
                VALUES('T\(number)', \(text(priority)), \(text(status)), \(text(queue)), 'li'\
                \(received.map { ", \($0)" } ?? ""))
                """
        case .status(let number, let status, let ago):
            let at = ago.map { ", changed_at = \(before($0))" } ?? ""
            return "UPDATE tickets SET status = \(text(status))\(at) WHERE id = 'T\(number)'"
        case .set(let number, let column, let value):
            return "UPDATE tickets SET \(column) = \(text(value)) WHERE id = 'T\(number)'"
        case .received(let number, let later):
            return """
                UPDATE tickets SET received_at = received_at + \(later * 60_000)
                WHERE id = 'T\(number)'
                """
        case .event(let number, let kind, let ago, let author, let subject, let due):
            return """
                INSERT INTO ticket_events(ticket, kind, at, by, subject, due)
                VALUES('T\(number)', \(text(kind)), \(before(ago)), \(text(author)),
                    \(text(subject)), \(due.map { before(ago - $0) } ?? "NULL"))
                """
        case .delete(let number): return "DELETE FROM tickets WHERE id = 'T\(number)'"
        default: return nil
        }
    }

    private func before(_ minutes: Int) -> String {
        "\(now.milliseconds - Int64(minutes) * 60_000)"
    }
}

extension Action {
    /// The ticket that it tells something of which had happened before, or is to happen.
    fileprivate var enteredLate: String? {
        switch self {
        case .status(let number, _, .some), .received(let number, _),
            .replace(let number, _, _, _, _), .set(let number, "priority", _):
            "T\(number)"
        case .event(let number, _, let ago, _, _, _): ago == 0 ? nil : "T\(number)"
        default: nil
        }
    }
}
