import BusinessTime
import ServiceLevels
import TicketStore

/// Checks a store, as printed by `slactl store check`.
public struct StoreCheck {
    public struct Finding: Sendable, Hashable {
        public enum Severity: String, Sendable, Hashable {
            /// As it should be.
            case fine = "ok"
            /// It works, but something should be done.
            case warning
            /// It does not work, or will not for somebody.
            case error
        }

        public var severity: Severity
        public var message: String
        /// What to do about it.
        public var hint: String?

        public init(_ severity: Severity, _ message: String, hint: String? = nil) {
            self.severity = severity
            self.message = message
            self.hint = hint
        }
    }

    public private(set) var findings: [Finding] = []

    private let path: String

    /// Checks the store at a path without writing to it.
    public init(path: String) {
        self.path = path
        do throws(TicketStoreError) {
            let permissions = try StorePermissions(path: path)
            if let objection = permissions.objection { throw objection }
            add(.fine, "permissions let everybody in who uses the store")
            let connection = try SQLiteConnection(path: path, .readOnly, busyTimeout: 5000)
            try look(connection, isWAL: permissions.isWAL)
        } catch {
            add(.error, error.message, error.hint)
        }
    }

    public var hasErrors: Bool { findings.contains { $0.severity == .error } }

    private mutating func look(
        _ connection: SQLiteConnection,
        isWAL: Bool
    ) throws(TicketStoreError) {
        let info = try StoreInfo(connection)
        let zone = try info.zone()
        add(.fine, "schema version \(info.values["schema_version"] ?? "?"), store \(info.uuid)")
        let damage = try connection.text("PRAGMA quick_check(1)") ?? "no answer"
        if damage == "ok" {
            add(.fine, "the database is sound")
        } else {
            add(.error, "the database is damaged: \(damage)", "restore it from a backup")
        }
        if !isWAL {
            add(
                .warning,
                "the database is not in WAL mode: readers and writers wait for each other",
                "sqlite3 \(path) 'PRAGMA journal_mode = WAL'"
            )
        }
        try lookAtTriggers(connection)
        try lookAtZone(connection, zone, made: info.values["tzdata"] ?? "")
        try lookAtRows(connection)
    }

    private mutating func lookAtTriggers(
        _ connection: SQLiteConnection
    ) throws(TicketStoreError) {
        let stale = try StoreTriggers.stale(in: connection)
        if stale.isEmpty {
            add(.fine, "the triggers watch every column")
        } else {
            add(
                .warning,
                "triggers are missing, changed or older than a column: "
                    + stale.joined(separator: ", "),
                "slactl store init --store \(path)"
            )
        }
    }

    private mutating func lookAtZone(
        _ connection: SQLiteConnection,
        _ zone: ZoneRules,
        made version: String
    ) throws(TicketStoreError) {
        let current = ZoneRules.databaseVersion() ?? ""
        let rows = try connection.prepare(
            "SELECT from_ms, offset_ms FROM zone_offsets ORDER BY from_ms"
        )
        var stored: [Int64] = []
        while try rows.step() { stored += [rows.integer(0), rows.integer(1)] }
        let expected = StoreWriter.zoneOffsets(zone).flatMap { [$0.from, $0.offset] }
        if stored != expected {
            add(
                .warning,
                "the rules of \(zone.name) changed since (tzdata \(version), now \(current)): "
                    + "ids may get the wrong date around midnight",
                "slactl store init --store \(path)"
            )
        } else {
            add(.fine, "zone \(zone.name), tzdata \(current)")
        }
    }

    private mutating func lookAtRows(_ connection: SQLiteConnection) throws(TicketStoreError) {
        let open =
            try connection.integer(
                "SELECT count(*) FROM tickets WHERE closed_at IS NULL"
            ) ?? 0
        let all = try connection.integer("SELECT count(*) FROM tickets") ?? 0
        let events = try connection.integer("SELECT count(*) FROM ticket_events") ?? 0
        add(.fine, "\(all) tickets, \(open) of them open, \(events) events")
        try lookAtClosing(connection)
        try lookAtTimes(connection)
        try lookAtStatuses(connection)
    }

    private mutating func lookAtClosing(_ connection: SQLiteConnection) throws(TicketStoreError) {
        let contradictions = try ClosedContradictions(connection)
        guard contradictions.count > 0 else { return }
        add(.error, contradictions.message, ClosedContradictions.remedy(path: path))
    }

    private mutating func lookAtTimes(_ connection: SQLiteConnection) throws(TicketStoreError) {
        let far =
            try connection.integer(
                """
                SELECT count(DISTINCT ticket) FROM ticket_events
                WHERE at NOT BETWEEN ?1 AND ?2 OR due NOT BETWEEN ?1 AND ?2
                """,
                [TimeBounds.earliest, TimeBounds.latest].map { .integer($0.milliseconds) }
            ) ?? 0
        if far > 0 {
            add(
                .warning,
                "\(far) tickets name times before 1970 or after 2199, which count as the nearest",
                "SELECT ticket, kind, at, due FROM ticket_events "
                    + "WHERE coalesce(due, at) NOT BETWEEN 0 AND \(TimeBounds.latest.milliseconds)"
            )
        }
    }

    private mutating func lookAtStatuses(
        _ connection: SQLiteConnection
    ) throws(TicketStoreError) {
        let meanings = try StatusMeanings(connection)
        let rows = try connection.prepare(
            """
            SELECT status, count(*), min(id) FROM tickets WHERE closed_at IS NULL GROUP BY status
            ORDER BY count(*) DESC
            """
        )
        // One word in all its spellings.
        var unknown: [(word: UnknownWord, tickets: Int64, example: String)] = []
        while try rows.step() {
            let word = UnknownWord(.status, rows.text(0) ?? "")
            if meanings.knows(word.text) { continue }
            if let place = unknown.firstIndex(where: { $0.word.key == word.key }) {
                unknown[place].tickets += rows.integer(1)
            } else {
                unknown.append((word, rows.integer(1), rows.text(2) ?? ""))
            }
        }
        for (word, count, example) in unknown.prefix(20) {
            let tickets = count == 1 ? "open ticket" : "\(count) open tickets, such as"
            add(.warning, "\(word.message) (\(tickets) \(example))", word.remedy)
        }
        if unknown.count > 20 { add(.warning, "and \(unknown.count - 20) more such statuses") }
    }

    private mutating func add(
        _ severity: Finding.Severity,
        _ message: String,
        _ hint: String? = nil
    ) {
        findings.append(Finding(severity, message, hint: hint))
    }
}
