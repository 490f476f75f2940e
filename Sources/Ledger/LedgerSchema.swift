import GRDB

/// The tables of `state.db`, by version.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: version1)
        }
        return migrator
    }

    private static let version1 = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        -- What has been said, or is known and will not be said. The unique key is what makes
        -- evaluating twice, crashing and restarting harmless.
        CREATE TABLE alerts (
            seq INTEGER PRIMARY KEY,
            ticket TEXT NOT NULL,
            clock TEXT NOT NULL,
            cycle_seq INTEGER NOT NULL,
            cycle_at INTEGER NOT NULL,
            term INTEGER NOT NULL,
            step TEXT NOT NULL,
            occurrence INTEGER NOT NULL,
            kind TEXT NOT NULL,
            rule TEXT NOT NULL,
            at INTEGER NOT NULL,
            due INTEGER,
            raised INTEGER NOT NULL,
            disposition TEXT NOT NULL,
            UNIQUE (ticket, clock, cycle_seq, cycle_at, term, step, occurrence)
        ) STRICT;

        CREATE TABLE deliveries (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            ticket TEXT NOT NULL,
            channel TEXT NOT NULL,
            recipient TEXT NOT NULL,
            kind TEXT NOT NULL,
            body BLOB NOT NULL,
            created INTEGER NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            next_attempt INTEGER NOT NULL,
            finished INTEGER,
            reason TEXT
        ) STRICT;
        CREATE INDEX deliveries_unfinished ON deliveries(seq) WHERE state IN ('pending', 'held');
        CREATE INDEX deliveries_of_ticket ON deliveries(ticket, channel);

        -- Which alerts a delivery tells of.
        CREATE TABLE delivery_alerts (
            delivery INTEGER NOT NULL REFERENCES deliveries(seq),
            alert INTEGER NOT NULL REFERENCES alerts(seq),
            PRIMARY KEY (delivery, alert)
        ) STRICT, WITHOUT ROWID;

        -- Kept by trigger, so that a count never reads the whole history.
        CREATE TABLE delivery_counts (state TEXT PRIMARY KEY, count INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN
            INSERT INTO delivery_counts VALUES (NEW.state, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER deliveries_recounted AFTER UPDATE OF state ON deliveries
        WHEN NEW.state <> OLD.state BEGIN
            UPDATE delivery_counts SET count = count - 1 WHERE state = OLD.state;
            INSERT INTO delivery_counts VALUES (NEW.state, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        """
}
