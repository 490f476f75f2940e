public import BusinessTime
public import Ledger

/// An acknowledgement in an answer.
public struct AcknowledgementItem: Sendable, Hashable, Codable {
    public var seq: Int64
    public var ticket: String
    /// The clock it covers; nil for all clocks of the ticket.
    public var clock: String?
    public var by: String
    public var note: String
    public var at: Instant
    public var expires: Instant

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
