public import BusinessTime
import GRDB

/// An acknowledgement: somebody takes care of a ticket.
///
/// It holds back repeats and escalations of earlier alerts until it expires. It never moves a
/// deadline.
public struct Acknowledgement: Sendable, Hashable {
    /// Its position; 0 before it is recorded.
    public var seq: Int64
    public var ticket: String
    /// The clock it covers; nil for all clocks of the ticket.
    public var clock: String?
    public var by: String
    public var note: String
    public var at: Instant
    public var expires: Instant
    /// When it was withdrawn before it expired.
    public var ended: Instant?

    public init(
        seq: Int64 = 0,
        ticket: String,
        clock: String?,
        by: String,
        note: String,
        at: Instant,
        expires: Instant,
        ended: Instant? = nil
    ) {
        self.seq = seq
        self.ticket = ticket
        self.clock = clock
        self.by = by
        self.note = note
        self.at = at
        self.expires = expires
        self.ended = ended
    }

    public func isInForce(at now: Instant) -> Bool { now < expires && ended == nil }
}

extension Ledger {
    /// Records an acknowledgement in place of earlier ones of the same ticket and clock.
    ///
    /// - Returns: The acknowledgement with its position.
    public func acknowledge(
        _ acknowledgement: Acknowledgement
    ) throws(LedgerError) -> Acknowledgement {
        try perform { db in
            var recorded = acknowledgement
            try db.inTransaction {
                try db.endAcknowledgements(
                    of: acknowledgement.ticket,
                    clock: acknowledgement.clock,
                    at: acknowledgement.at
                )
                try db.execute(
                    sql: """
                        INSERT INTO acknowledgements (ticket, clock, by, note, at, expires)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        acknowledgement.ticket, acknowledgement.clock, acknowledgement.by,
                        acknowledgement.note, acknowledgement.at.milliseconds,
                        acknowledgement.expires.milliseconds,
                    ]
                )
                recorded.seq = db.lastInsertedRowID
                return .commit
            }
            return recorded
        }
    }

    /// Withdraws acknowledgements of a ticket, all of them or those of one clock.
    ///
    /// - Returns: How many were in force.
    public func endAcknowledgements(
        of ticket: String,
        clock: String?,
        now: Instant
    ) throws(LedgerError) -> Int {
        try perform { try $0.endAcknowledgements(of: ticket, clock: clock, at: now) }
    }
}

extension Ledger {
    /// The acknowledgements of all tickets in force at a moment.
    public func acknowledgements(now: Instant) throws(LedgerError) -> [Acknowledgement] {
        try perform { try $0.acknowledgements(now: now) }
    }
}

extension LedgerReader {
    /// The acknowledgements in force at a moment, the newest first.
    public func acknowledgements(now: Instant) throws(LedgerError) -> [Acknowledgement] {
        try read { try $0.acknowledgements(now: now) }
    }
}

extension Database {
    fileprivate func acknowledgements(now: Instant) throws -> [Acknowledgement] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT * FROM acknowledgements WHERE expires > ? AND ended IS NULL
                -- By expiry, then sorted: former ones, kept for years, are not read.
                ORDER BY +seq DESC LIMIT 10000
                """,
            arguments: [now.milliseconds]
        ).map(Acknowledgement.init(row:))
    }

    /// Ends what is in force for a ticket: for one clock, or for all if none is named.
    @discardableResult
    fileprivate func endAcknowledgements(
        of ticket: String,
        clock: String?,
        at now: Instant
    ) throws -> Int {
        try execute(
            sql: """
                UPDATE acknowledgements SET ended = ?
                WHERE ticket = ? AND (? IS NULL OR clock = ?) AND expires > ? AND ended IS NULL
                """,
            arguments: [now.milliseconds, ticket, clock, clock, now.milliseconds]
        )
        return changesCount
    }
}

extension Acknowledgement {
    init(row: Row) {
        self.init(
            seq: row["seq"],
            ticket: row["ticket"],
            clock: row["clock"],
            by: row["by"],
            note: row["note"],
            at: Instant(milliseconds: row["at"]),
            expires: Instant(milliseconds: row["expires"]),
            ended: (row["ended"] as Int64?).map(Instant.init(milliseconds:))
        )
    }
}
