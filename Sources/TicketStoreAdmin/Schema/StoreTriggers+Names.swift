import ServiceLevels
import Support

/// Case, width and surrounding blanks of statuses and kinds of event do not matter.
extension StoreTriggers {
    /// The words in tickets for statuses, other than those in `statuses`.
    ///
    /// The meaning of such a word is found once, not at every change of a ticket; `status` is NULL
    /// without a meaning.
    static let words = """
        CREATE TABLE IF NOT EXISTS status_words (
            word TEXT PRIMARY KEY NOT NULL,
            status TEXT
        ) WITHOUT ROWID
        """

    /// Finds the meanings of the tickets' statuses again.
    static let learnAll = """
        DELETE FROM status_words;
        INSERT INTO status_words(word, status) \(learned);
        """

    /// A query for the words in tickets and their statuses.
    static let learned = """
        SELECT t.word, \(status(called: "t.word"))
        FROM (SELECT DISTINCT status AS word FROM tickets) AS t
        WHERE NOT EXISTS (SELECT 1 FROM statuses WHERE statuses.status = t.word)
        """

    /// The triggers that find the meaning of a word before it is written.
    var names: [(name: String, sql: String)] {
        [
            ("tickets_status_inserting", learning("INSERT ON tickets", "inserting")),
            ("tickets_status_updating", learning("UPDATE OF status ON tickets", "updating")),
            ("ticket_events_kind_folded", kindFolded),
            ("ticket_events_closing_folded", closingFolded),
        ]
    }

    private func learning(_ event: String, _ name: String) -> String {
        """
        CREATE TRIGGER tickets_status_\(name) BEFORE \(event)
        WHEN NOT EXISTS (SELECT 1 FROM statuses WHERE statuses.status = NEW.status)
            AND NOT EXISTS (SELECT 1 FROM status_words WHERE word = NEW.status)
            AND NEW.status IS NOT NULL
        BEGIN
            INSERT INTO status_words(word, status)
            VALUES (NEW.status, \(Self.status(called: "NEW.status")));
        END
        """
    }

    /// The status in `statuses` that a word means, NULL for none.
    private static func status(called word: String) -> String {
        """
        (SELECT s.status FROM statuses AS s \
        WHERE \(FoldedSQL.folded("s.status")) = \(FoldedSQL.folded(word)) LIMIT 1)
        """
    }

    // MARK: - Kinds of event

    /// The kinds that triggers and readers use; others are kept as written.
    private static let kinds =
        "("
        + Milestone.all.sorted().map { "'\($0)'" }.joined(separator: ", ") + ")"

    private var kindFolded: String {
        """
        CREATE TRIGGER ticket_events_kind_folded AFTER INSERT ON ticket_events
        WHEN NEW.kind NOT IN \(Self.kinds)
            AND \(FoldedSQL.folded("NEW.kind")) IN \(Self.kinds)
        BEGIN
            UPDATE ticket_events SET kind = \(FoldedSQL.folded("NEW.kind")) WHERE seq = NEW.seq;
        END
        """
    }

    /// The effect of closing by an event whose kind had to be folded first.
    private var closingFolded: String {
        closing(name: "ticket_events_closing_folded", on: "UPDATE OF kind")
    }

    /// Whether an update only folds an event's kind.
    static let foldsKind = """
        (NEW.kind IS NOT OLD.kind AND NEW.kind IS \(FoldedSQL.folded("OLD.kind")) \
        AND NEW.seq IS OLD.seq AND NEW.ticket IS OLD.ticket AND NEW.at IS OLD.at \
        AND NEW.by IS OLD.by AND NEW.subject IS OLD.subject AND NEW.due IS OLD.due \
        AND NEW.note IS OLD.note)
        """
}
