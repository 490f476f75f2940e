public import BusinessTime

/// The author, time and note of a change to a ticket.
public struct TicketAct: Sendable, Hashable {
    /// Nil means now.
    public var at: Instant?
    public var by: String?
    public var note: String?

    public init(at: Instant? = nil, by: String? = nil, note: String? = nil) {
        self.at = at
        self.by = by
        self.note = note
    }
}
