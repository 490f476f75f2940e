public import BusinessTime
public import Ledger
import ServiceLevels

/// An alert in the answer of `alerts`.
public struct AlertItem: Sendable, Hashable, Codable {
    public var seq: Int64
    public var ticket: String
    /// The id of the clock or notice.
    public var clock: String
    /// The event that started the cycle.
    public var cycleSeq: Int64
    /// When the cycle began.
    public var cycleAt: Instant
    /// How often a promise has replaced the target.
    public var term: Int
    /// The step of the ladder.
    public var step: String
    /// The number of the occurrence, from 1.
    public var occurrence: Int
    public var kind: String
    /// The id of the standard's rule.
    public var rule: String
    /// When it was due.
    public var at: Instant
    public var due: Instant?
    public var recorded: Instant
    /// Why it is in the ledger.
    public var state: String

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
