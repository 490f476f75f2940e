/// The tables of a ticket store, as SQL.
///
/// Only SQL that has long been supported: the triggers run in the CRM's version of SQLite.
enum StoreSchema {
    /// The current time in milliseconds.
    ///
    /// SQLite returns the same time throughout a statement, triggers included. A value left to its
    /// default can therefore be told from a given one.
    static let now = "CAST(round((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)"

    /// A constraint with its explanation as name, because SQLite reports only the name.
    private static func time(_ column: String) -> String {
        """
        CONSTRAINT "\(column) must be whole milliseconds since 1970 in UTC, such as \
        1795313700000 (seconds times 1000)" CHECK (\(column) IS NULL OR \
        (typeof(\(column)) = 'integer' AND \(column) BETWEEN 946684800000 AND 253402300799999))
        """
    }

    /// What version 2 adds to version 1.
    static let version2 = """
        CREATE INDEX IF NOT EXISTS tickets_closed ON tickets(closed_at) WHERE closed_at IS NOT NULL;
        """

    /// The tables and indexes.
    static let tables = """
        CREATE TABLE store_info (
            key TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE zone_offsets (
            from_ms INTEGER PRIMARY KEY,
            offset_ms INTEGER NOT NULL
        );

        CREATE TABLE id_counters (
            day TEXT PRIMARY KEY NOT NULL,
            last INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE statuses (
            status TEXT PRIMARY KEY NOT NULL COLLATE NOCASE,
            milestone TEXT,
            paused INTEGER NOT NULL DEFAULT 0
                CONSTRAINT "paused must be 0 or 1" CHECK (paused IN (0, 1))
        );

        CREATE TABLE tickets (
            key INTEGER PRIMARY KEY,
            id TEXT UNIQUE CONSTRAINT "id must be text of 1 to 200 characters; leave it out to \
        have one assigned" CHECK (id IS NULL OR (typeof(id) = 'text' \
        AND length(id) BETWEEN 1 AND 200)),
            received_at INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT (\(now))
                \(time("received_at")),
            closed_at INTEGER
                \(time("closed_at")),
            kind TEXT,
            priority TEXT,
            status TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'new',
            owner TEXT,
            first_responder TEXT,
            supervisor TEXT,
            team TEXT,
            department TEXT,
            lead TEXT,
            departments TEXT,
            customer TEXT,
            contact TEXT,
            tier TEXT,
            channel TEXT,
            preferred_channel TEXT,
            mood TEXT,
            satisfaction TEXT,
            product TEXT,
            request TEXT,
            title TEXT,
            description TEXT,
            tags TEXT,
            queue TEXT,
            complex TEXT,
            elderly TEXT,
            changed_by TEXT,
            changed_at INTEGER
                \(time("changed_at")),
            changed_note TEXT
        );
        CREATE INDEX tickets_open ON tickets(id) WHERE closed_at IS NULL;
        \(version2)

        CREATE TABLE ticket_replaced (
            key INTEGER,
            id TEXT,
            status TEXT,
            priority TEXT,
            received_at INTEGER,
            closed_at INTEGER,
            content TEXT,
            by_key INTEGER
        );

        CREATE TABLE ticket_events (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket TEXT NOT NULL,
            kind TEXT NOT NULL
                CONSTRAINT "kind must be text of 1 to 100 characters"
                CHECK (typeof(kind) = 'text' AND length(kind) BETWEEN 1 AND 100),
            at INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT (\(now))
                \(time("at")),
            by TEXT,
            subject TEXT,
            due INTEGER
                \(time("due")),
            note TEXT
        );
        CREATE INDEX ticket_events_by_ticket
            ON ticket_events(ticket, seq, kind, at, by, subject, due);
        """

    /// The statuses of a new store; teams may add rows.
    static let statuses: [(status: String, milestone: String?, paused: Bool)] = [
        ("new", nil, false),
        ("待处理", nil, false),
        ("in_progress", "handling_started", false),
        ("处理中", "handling_started", false),
        ("waiting_customer", "waiting", true),
        ("等待客户", "waiting", true),
        ("waiting_evidence", "waiting", true),
        ("等待凭证", "waiting", true),
        ("resolved", "resolved", false),
        ("已解决", "resolved", false),
        ("closed", "closed", false),
        ("已关闭", "closed", false),
        ("merged", "closed", false),
        ("已合并", "closed", false),
    ]
}
