public import BusinessTime
import Foundation
import GRDB

/// Holds back the messages of matching tickets and clocks for a while.
///
/// They are kept: what still applies at the end is sent as one message.
public struct Silence: Sendable, Hashable {
    /// All parts have to match; an empty matcher matches nothing.
    public struct Matcher: Sendable, Hashable, Codable {
        public var ticket: String?
        /// The id of the clock or notice.
        public var clock: String?
        /// The id of the standard's rule.
        public var rule: String?
        public var kind: String?
        public var channel: String?
        /// Attributes of the ticket, each with the values that match.
        public var attributes: [String: [String]]

        public init(
            ticket: String? = nil,
            clock: String? = nil,
            rule: String? = nil,
            kind: String? = nil,
            channel: String? = nil,
            attributes: [String: [String]] = [:]
        ) {
            self.ticket = ticket
            self.clock = clock
            self.rule = rule
            self.kind = kind
            self.channel = channel
            self.attributes = attributes
        }

        /// Whether it has no condition.
        public var isEmpty: Bool {
            [ticket, clock, rule, kind, channel].allSatisfy { $0 == nil } && attributes.isEmpty
        }
    }

    /// Its position; 0 before it is recorded.
    public var seq: Int64
    public var matcher: Matcher
    public var author: String
    public var comment: String
    public var begins: Instant
    public var ends: Instant
    /// When it was ended early.
    public var ended: Instant?

    public init(
        seq: Int64 = 0,
        matcher: Matcher,
        author: String,
        comment: String,
        begins: Instant,
        ends: Instant,
        ended: Instant? = nil
    ) {
        self.seq = seq
        self.matcher = matcher
        self.author = author
        self.comment = comment
        self.begins = begins
        self.ends = ends
        self.ended = ended
    }

    public func isInForce(at now: Instant) -> Bool {
        begins <= now && now < ends && ended == nil
    }
}

extension Ledger {
    /// Records a silence.
    ///
    /// - Returns: The silence with its position.
    public func silence(_ silence: Silence) throws(LedgerError) -> Silence {
        try perform { db in
            let matcher = try JSONEncoder.sorted.encode(silence.matcher)
            try db.execute(
                sql: """
                    INSERT INTO silences (matcher, author, comment, begins, ends)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    String(decoding: matcher, as: UTF8.self), silence.author, silence.comment,
                    silence.begins.milliseconds, silence.ends.milliseconds,
                ]
            )
            var recorded = silence
            recorded.seq = db.lastInsertedRowID
            return recorded
        }
    }

    /// Ends a silence early.
    ///
    /// - Returns: Whether it was in force or still to come.
    public func endSilence(_ seq: Int64, now: Instant) throws(LedgerError) -> Bool {
        try perform { db in
            try db.execute(
                sql: "UPDATE silences SET ended = ? WHERE seq = ? AND ended IS NULL AND ends > ?",
                arguments: [now.milliseconds, seq, now.milliseconds]
            )
            return db.changesCount == 1
        }
    }

    /// The silences in force or still to come.
    public func silences(now: Instant) throws(LedgerError) -> [Silence] {
        try perform { try $0.silences(now: now) }
    }
}

extension LedgerReader {
    /// The silences in force or still to come.
    public func silences(now: Instant) throws(LedgerError) -> [Silence] {
        try read { try $0.silences(now: now) }
    }
}

extension Database {
    fileprivate func silences(now: Instant) throws -> [Silence] {
        try Row.fetchAll(
            self,
            // By end, then sorted: earlier ones, kept for years, are not read.
            sql: "SELECT * FROM silences WHERE ends > ? AND ended IS NULL ORDER BY +seq",
            arguments: [now.milliseconds]
        ).compactMap(Silence.init(row:))
    }
}

extension JSONEncoder {
    fileprivate static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}

extension Silence {
    /// Nil if the matcher cannot be read: such a silence holds nothing back.
    fileprivate init?(row: Row) {
        let text: String = row["matcher"]
        guard let matcher = try? JSONDecoder().decode(Matcher.self, from: Data(text.utf8)) else {
            return nil
        }
        self.init(
            seq: row["seq"],
            matcher: matcher,
            author: row["author"],
            comment: row["comment"],
            begins: Instant(milliseconds: row["begins"]),
            ends: Instant(milliseconds: row["ends"]),
            ended: (row["ended"] as Int64?).map(Instant.init(milliseconds:))
        )
    }
}
