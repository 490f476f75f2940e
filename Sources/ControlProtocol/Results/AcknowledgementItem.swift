public import BusinessTime
public import Ledger

/// An acknowledgement as it is told.
public struct AcknowledgementItem: Sendable, Hashable, Codable {
    /// Its position.
    public var seq: Int64
    /// The ticket's id.
    public var ticket: String
    /// The clock it is about; nil for all of the ticket's.
    public var clock: String?
    /// Who acknowledged.
    public var by: String
    /// What they said of it.
    public var note: String
    /// When.
    public var at: Instant
    /// Until when it counts.
    public var expires: Instant

    /// Takes an acknowledgement of the ledger.
    public init(_ acknowledgement: Acknowledgement) {
        seq = acknowledgement.seq
        ticket = acknowledgement.ticket
        clock = acknowledgement.clock
        by = acknowledgement.by
        note = acknowledgement.note
        at = acknowledgement.at
        expires = acknowledgement.expires
    }
}
