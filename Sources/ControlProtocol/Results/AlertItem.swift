public import BusinessTime
public import Ledger
import ServiceLevels

/// An alert as `alerts` tells it.
public struct AlertItem: Sendable, Hashable, Codable {
    /// Its position.
    public var seq: Int64
    /// The ticket's id.
    public var ticket: String
    /// The clock's or notice's id.
    public var clock: String
    /// The event that began the turn.
    public var cycleSeq: Int64
    /// When the turn began.
    public var cycleAt: Instant
    /// The term within the turn.
    public var term: Int
    /// The step of the ladder.
    public var step: String
    /// Which time the step repeats.
    public var occurrence: Int
    /// What it is.
    public var kind: String
    /// The id of the standard's rule.
    public var rule: String
    /// When it was due to be said.
    public var at: Instant
    /// The deadline it speaks of.
    public var due: Instant?
    /// When it was recorded.
    public var recorded: Instant
    /// Why it stands in the ledger.
    public var state: String

    /// Takes an alert of the ledger.
    public init(_ record: AlertRecord) {
        seq = record.seq
        ticket = record.identity.ticket
        clock = record.identity.clock
        cycleSeq = record.identity.cycle.seq
        cycleAt = record.identity.cycle.at
        term = record.identity.promiseRevision
        step = record.identity.step
        occurrence = record.identity.occurrence
        kind = record.kind
        rule = record.rule
        at = record.at
        due = record.due
        recorded = record.raised
        state = record.disposition
    }
}
