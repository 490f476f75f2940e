import BusinessTime

/// What a store says of one ticket, read by plain SQL.
struct Facts {
    /// What the row's status means.
    enum Meaning: String {
        case working, waiting, resolved, closed
        /// A word that the store has no milestone for: events say what it is.
        case unstated
    }

    /// One line of the log.
    struct Event {
        var seq: Int
        var kind: String
        var at: Int64
        var by: String?
        var subject: String?
        var due: Int64?
    }

    var id: String
    var priority: String?
    var queue: String?
    var status: String
    var meaning: Meaning
    var received: Int64
    var isOpen: Bool
    /// In the order of entry.
    var events: [Event]

    func has(_ kinds: [String]) -> Bool { events.contains { kinds.contains($0.kind) } }
}

extension Facts {
    /// Whether nothing in the history contradicts anything else: the order of entry is that of the
    /// times, and who follows the events comes to what the row says.
    func isPlain(at now: Int64) -> Bool {
        guard let first = events.first, first.kind == "received", first.at == received,
            events.filter({ $0.kind == "received" }).count == 1,
            events.filter({ $0.kind == "level_set" }).count <= 1,
            !events.contains(where: { $0.kind == "changed" })
        else { return false }
        for (before, after) in zip(events, events.dropFirst()) where after.at < before.at {
            return false
        }
        guard let last = events.last, last.at <= now else { return false }
        return replayed == meaning || (meaning == .unstated && replayed == .working)
    }

    /// What the events come to, followed in the order of entry.
    private var replayed: Meaning {
        var meaning = Meaning.working
        for event in events {
            switch event.kind {
            case "waiting" where meaning == .working || meaning == .waiting: meaning = .waiting
            case "waiting": return .unstated
            case "resumed": if meaning == .waiting { meaning = .working }
            case "resolved": meaning = .resolved
            case "closed": meaning = .closed
            case "reopened": meaning = .working
            default: break
            }
        }
        return meaning
    }
}

extension World {
    /// What the store says of tickets: of one, or of all.
    func facts(of ticket: String? = nil) throws -> [Facts] {
        guard let crm else { return [] }
        let which = ticket.map { "WHERE id = \(CRM.quoted($0))" } ?? ""
        let rows = try crm.rows(
            """
            SELECT id, priority, queue, status, received_at, closed_at IS NULL,
                (SELECT CASE WHEN paused THEN 'waiting' ELSE milestone END
                    FROM statuses WHERE lower(statuses.status) = lower(trim(tickets.status)))
            FROM tickets \(which) ORDER BY id
            """
        )
        return try rows.map { row in
            let id = row[0] ?? ""
            let events = try crm.rows(
                """
                SELECT seq, kind, at, by, subject, due FROM ticket_events
                WHERE ticket = \(CRM.quoted(id)) ORDER BY seq
                """
            )
            return Facts(
                id: id,
                priority: row[1],
                queue: row[2],
                status: row[3] ?? "",
                meaning: Self.meaning(row[6]),
                received: row[4].flatMap(Int64.init) ?? 0,
                isOpen: row[5] == "1",
                events: events.map { event in
                    Facts.Event(
                        seq: event[0].flatMap(Int.init) ?? 0,
                        kind: event[1] ?? "",
                        at: event[2].flatMap(Int64.init) ?? 0,
                        by: event[3],
                        subject: event[4],
                        due: event[5].flatMap(Int64.init)
                    )
                }
            )
        }
    }

    private static func meaning(_ milestone: String?) -> Facts.Meaning {
        switch milestone {
        case nil: .unstated
        case "waiting": .waiting
        case "resolved": .resolved
        case "closed": .closed
        default: .working
        }
    }
}
