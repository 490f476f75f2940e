import GRDB

/// The tables of `state.db`, by version.
enum LedgerSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: version1)
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: version2)
        }
        // From here on keys are checked as they change: a start must not read a long ledger.
        migrator.registerMigration("3", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: version3)
        }
        migrator.registerMigration("4", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: version4)
        }
        migrator.registerMigration("5", foreignKeyChecks: .immediate) { db in
            try db.execute(sql: version5)
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

    private static let version2 = """
        -- Who takes care of what; a clock of NULL stands for the whole ticket.
        CREATE TABLE acknowledgements (
            seq INTEGER PRIMARY KEY,
            ticket TEXT NOT NULL,
            clock TEXT,
            by TEXT NOT NULL,
            note TEXT NOT NULL,
            at INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;
        CREATE INDEX acknowledgements_of_ticket ON acknowledgements(ticket);

        CREATE TABLE silences (
            seq INTEGER PRIMARY KEY,
            matcher TEXT NOT NULL,
            author TEXT NOT NULL,
            comment TEXT NOT NULL,
            begins INTEGER NOT NULL,
            ends INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;

        -- Every call of the control socket, refused ones too.
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            name TEXT NOT NULL,
            standing TEXT NOT NULL,
            command TEXT NOT NULL,
            arguments TEXT NOT NULL,
            outcome TEXT NOT NULL
        ) STRICT;

        -- Ladders as they stood when they began.
        CREATE TABLE ladders (
            hash INTEGER PRIMARY KEY,
            steps TEXT NOT NULL
        ) STRICT;
        ALTER TABLE alerts ADD COLUMN ladder INTEGER;

        -- When the end of a breach was noted, and told where the breach had been.
        ALTER TABLE alerts ADD COLUMN ended INTEGER;
        UPDATE alerts SET ended = raised;
        CREATE INDEX alerts_unended ON alerts(ticket)
            WHERE ended IS NULL AND kind IN ('breach', 'escalation');

        -- Why a message is kept back, and until when; without a time, until its channel is of use.
        ALTER TABLE deliveries ADD COLUMN held_for TEXT;
        ALTER TABLE deliveries ADD COLUMN held_until INTEGER;
        -- When it was sent last on a channel that takes only so many, unless it certainly did not
        -- arrive: such a message is repeated as itself, never told in a digest.
        ALTER TABLE deliveries ADD COLUMN sent INTEGER;
        -- From when the time to give it up counts, where it waited and was not to be sent.
        ALTER TABLE deliveries ADD COLUMN patient INTEGER;
        -- The digest that tells of it.
        ALTER TABLE deliveries ADD COLUMN folded_into INTEGER;
        CREATE INDEX deliveries_folded ON deliveries(folded_into) WHERE folded_into IS NOT NULL;
        """

    private static let version3 = """
        -- What is old enough to go, by when it was done with.
        CREATE INDEX deliveries_finished ON deliveries(finished) WHERE finished IS NOT NULL;
        CREATE INDEX alerts_raised ON alerts(raised);
        CREATE INDEX acknowledgements_expired ON acknowledgements(expires);
        CREATE INDEX silences_ended ON silences(ends);
        CREATE INDEX audit_at ON audit(at);
        -- Whether an alert is told of in a message that is still here.
        CREATE INDEX delivery_alerts_of_alert ON delivery_alerts(alert);
        CREATE TRIGGER deliveries_uncounted AFTER DELETE ON deliveries BEGIN
            UPDATE delivery_counts SET count = count - 1 WHERE state = OLD.state;
        END;

        CREATE INDEX deliveries_in_state ON deliveries(state);
        CREATE INDEX deliveries_sent ON deliveries(sent, channel) WHERE sent IS NOT NULL;
        CREATE INDEX alerts_known ON alerts(raised) WHERE disposition = 'known';
        CREATE INDEX alerts_on_ladder ON alerts(ladder, raised, ticket) WHERE ladder IS NOT NULL;

        -- Calls that changed nothing, refused ones and those that only read: counted, not kept
        -- one by one, so that whoever calls without end fills no disk.
        CREATE TABLE call_counts (
            seq INTEGER PRIMARY KEY,
            uid INTEGER NOT NULL,
            name TEXT NOT NULL,
            standing TEXT NOT NULL,
            command TEXT NOT NULL,
            outcome TEXT NOT NULL,
            calls INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            UNIQUE (uid, standing, command, outcome)
        ) STRICT;
        CREATE INDEX call_counts_last ON call_counts(last);
        """

    private static let version4 = """
        -- Whether turns were met or missed, written down when it fell. Corrected facts and
        -- reopenings decide anew; what was decided before stays beside it, with when it was replaced.
        CREATE TABLE decisions (
            seq INTEGER PRIMARY KEY,
            ticket TEXT NOT NULL,
            clock TEXT NOT NULL,
            cycle_seq INTEGER NOT NULL,
            cycle_at INTEGER NOT NULL,
            verdict TEXT NOT NULL,
            at INTEGER NOT NULL,
            rule TEXT NOT NULL,
            level TEXT,
            due INTEGER,
            standard_due INTEGER,
            satisfied INTEGER,
            -- The kinds of event that it rests on, and a number for those events.
            kinds TEXT NOT NULL,
            facts INTEGER NOT NULL,
            policy TEXT NOT NULL,
            recorded INTEGER NOT NULL,
            replaced INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX decisions_in_force ON decisions(ticket, clock, cycle_seq, cycle_at)
            WHERE replaced IS NULL;
        CREATE INDEX decisions_recorded ON decisions(recorded);

        -- When to look at tickets that are closed: no full pass reads them.
        CREATE TABLE closed_looks (ticket TEXT PRIMARY KEY, at INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        """

    private static let version5 = """
        -- When a message was dropped because it was true no more: it may become true again.
        ALTER TABLE deliveries ADD COLUMN lapsed INTEGER;
        CREATE INDEX deliveries_lapsed ON deliveries(ticket) WHERE lapsed IS NOT NULL;
        """
}
