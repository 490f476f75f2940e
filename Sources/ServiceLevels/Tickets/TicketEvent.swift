public import BusinessTime

/// One thing that happened to a ticket.
public struct TicketEvent: Sendable, Hashable {
    /// Position in the store's log: unique, growing, the identity of whatever this event starts.
    public var seq: Int64
    /// What happened, by the names of `Milestone` or any other name that a policy uses.
    ///
    /// Folded: ` CLOSED ` is `closed`.
    public var kind: String { didSet { mark = KindMark(folding: &kind) } }
    /// Tells most kinds apart without comparing text.
    var mark: KindMark
    /// When it counts as having happened: `stamp`, but where the ticket's history puts it right.
    public var at: Instant
    /// The time it was recorded with, which never changes and so identifies what it starts.
    public let stamp: Instant
    /// Who did it; nil where the store does not know.
    public var by: String?
    /// What it is about: the department of a transfer, the status that a wait is in.
    public var subject: String?
    /// The time it promises or sets as a limit.
    public var due: Instant?

    /// Makes an event.
    public init(
        seq: Int64,
        kind: String,
        at: Instant,
        by: String? = nil,
        subject: String? = nil,
        due: Instant? = nil
    ) {
        self.seq = seq
        var kind = kind
        mark = KindMark(folding: &kind)
        self.kind = kind
        self.at = at
        stamp = at
        self.by = by
        self.subject = subject
        self.due = due
    }

    /// Orders by time, then by the order of recording.
    public static func isEarlier(_ left: TicketEvent, _ right: TicketEvent) -> Bool {
        (left.at, left.seq) < (right.at, right.seq)
    }
}
