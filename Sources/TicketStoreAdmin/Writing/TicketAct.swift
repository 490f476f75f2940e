public import BusinessTime

/// Who did something to a ticket, when, and what they noted.
public struct TicketAct: Sendable, Hashable {
    /// When it happened; nil means now.
    public var at: Instant?
    /// Who did it.
    public var by: String?
    /// What they noted.
    public var note: String?

    /// Puts the parts together.
    public init(at: Instant? = nil, by: String? = nil, note: String? = nil) {
        self.at = at
        self.by = by
        self.note = note
    }
}
