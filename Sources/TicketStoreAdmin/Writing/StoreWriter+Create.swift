import BusinessTime
public import TicketStore

extension StoreWriter {
    /// Makes a store, or brings one up to date: triggers for new columns, zone rules.
    ///
    /// Nothing is deleted or changed. `force` only allows it to add its tables to a database with
    /// other tables.
    ///
    /// - Returns: The actions taken, in lines for people.
    /// - Throws: `TicketStoreError` if the file is no database or belongs to something else.
    public static func create(
        path: String,
        zone: String?,
        force: Bool = false,
        group: String? = nil,
        fields: String? = nil
    ) throws(TicketStoreError) -> [String] {
        var folder = StoreFolder(path: path)
        try folder.prepare(group: group ?? StoreFolder.group)
        var report = folder.report
        // An existing file must be a database.
        _ = try StorePermissions(path: path)
        // Others continue to write: a store is upgraded between two of their transactions.
        let connection = try SQLiteConnection(path: path, .readWrite, busyTimeout: 30_000)
        let tables = try connection.integer("SELECT count(*) FROM sqlite_master") ?? 0
        let isStore =
            try connection.integer(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'store_info'"
            ) != nil
        if isStore {
            report += try refresh(connection, zone: zone, fields: fields)
            let contradictions = try ClosedContradictions(connection)
            if contradictions.count > 0 {
                let remedy = ClosedContradictions.remedy(path: path)
                report.append("\(contradictions.message): \(remedy)")
            }
            return report
        }
        if tables > 0 && !force {
            throw TicketStoreError(
                .foreign,
                "\(path) is a database with \(tables) tables and indexes of its own",
                hint: "put the store's tables beside them: slactl store init --force"
            )
        }
        let rules = try self.rules(named: zone ?? SystemTime.zoneName())
        try makeTables(connection, rules, fields: fields)
        report.append("made a ticket store for zone \(rules.name) in \(path)")
        return report
    }

    private static func makeTables(
        _ connection: SQLiteConnection,
        _ zone: ZoneRules,
        fields: String?
    ) throws(TicketStoreError) {
        // Readers and the writer do not block each other; the mode stays with the file.
        try connection.execute("PRAGMA journal_mode = WAL")
        try connection.transaction { () throws(TicketStoreError) in
            try connection.execute(StoreSchema.tables)
            for row in StoreSchema.statuses {
                try connection.run(
                    "INSERT INTO statuses(status, milestone, paused) VALUES (?1, ?2, ?3)",
                    [.text(row.status), SQLiteValue(row.milestone), .integer(row.paused ? 1 : 0)]
                )
            }
            try note("uuid", SystemTime.uuid(), connection)
            try note("zone", zone.name, connection)
            try note("schema_version", String(StoreVersion.current), connection)
            try fillZone(zone, connection)
            if let fields { _ = try keepFields(fields, connection) }
            try makeTriggers(connection)
        }
    }

    /// Brings triggers and zone rules up to date.
    static func refresh(
        _ connection: SQLiteConnection,
        zone: String?,
        fields: String?
    ) throws(TicketStoreError) -> [String] {
        let info = try StoreInfo(connection)
        let rules = try info.zone()
        if let zone, zone != rules.name {
            throw TicketStoreError(
                .refused,
                "the store \(connection.path) has zone \(rules.name), not \(zone)",
                hint: "leave --zone out; a store's zone stays, since its ids were made in it"
            )
        }
        var report = ["\(connection.path) is a ticket store already; triggers and zone made anew"]
        try connection.transaction { () throws(TicketStoreError) in
            try connection.execute(StoreSchema.version2)
            try note("schema_version", String(StoreVersion.current), connection)
            try fillZone(rules, connection)
            let line = try fields.flatMap { text throws(TicketStoreError) in
                try keepFields(text, connection)
            }
            try makeTriggers(connection)
            guard let line else { return }
            report.append(line)
            try completeRecords(connection)
        }
        return report
    }

    private static func makeTriggers(_ connection: SQLiteConnection) throws(TicketStoreError) {
        let triggers = StoreTriggers(
            attributes: try StoreColumns(connection).attributes,
            record: RecordFields(try StoreInfo(connection))
        )
        try connection.execute(StoreTriggers.words)
        try connection.execute(StoreTriggers.learnAll)
        for trigger in triggers.all {
            try connection.execute("DROP TRIGGER IF EXISTS \(trigger.name)")
            try connection.execute(trigger.sql)
        }
    }

    private static func fillZone(
        _ zone: ZoneRules,
        _ connection: SQLiteConnection
    ) throws(TicketStoreError) {
        try connection.execute("DELETE FROM zone_offsets")
        for (from, offset) in zoneOffsets(zone) {
            try connection.run(
                "INSERT INTO zone_offsets(from_ms, offset_ms) VALUES (?1, ?2)",
                [.integer(from), .integer(offset)]
            )
        }
        try note("tzdata", ZoneRules.databaseVersion() ?? "", connection)
    }

    /// The zone's offsets from 1970 to 2100, for the triggers.
    static func zoneOffsets(_ zone: ZoneRules) -> [(from: Int64, offset: Int64)] {
        let start = Instant(milliseconds: 0)
        let end = Instant(milliseconds: 4_102_444_800_000)
        let later = zone.transitions(from: start, to: end)
            .map { ($0.at.milliseconds, $0.offset.milliseconds) }
        if later.first?.0 == 0 { return later }
        return [(0, zone.offset(at: start).milliseconds)] + later
    }

    private static func note(
        _ key: String,
        _ value: String,
        _ connection: SQLiteConnection
    ) throws(TicketStoreError) {
        try connection.run("DELETE FROM store_info WHERE key = ?1", [.text(key)])
        try connection.run(
            "INSERT INTO store_info(key, value) VALUES (?1, ?2)",
            [.text(key), .text(value)]
        )
    }

    private static func rules(named name: String) throws(TicketStoreError) -> ZoneRules {
        do {
            return try ZoneRules(named: name)
        } catch {
            throw TicketStoreError(
                .refused,
                "\(error)",
                hint: "slactl store init --zone Asia/Shanghai"
            )
        }
    }
}
