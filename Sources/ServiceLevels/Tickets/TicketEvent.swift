public import BusinessTime

public struct TicketEvent: Sendable, Hashable {
    /// Position in the store's log: unique and growing.
    ///
    /// It identifies a cycle that the event starts.
    public var seq: Int64
    /// A name of `Milestone` or another one that a policy uses.
    ///
    /// Folded: ` CLOSED ` is `closed`.
    public var kind: String { didSet { mark = KindMark(folding: &kind) } }
    /// Distinguishes most kinds without comparing text.
    var mark: KindMark
    /// When it counts as having happened: `stamp`, unless the history corrects it.
    public var at: Instant
    /// The recorded time.
    ///
    /// It never changes, so it identifies a cycle that the event starts.
    public let stamp: Instant
    /// The author; nil if the store does not know.
    public var by: String?
    /// The department of a transfer, or the status of a pause.
    public var subject: String?
    /// The time it promises or sets as a limit.
    public var due: Instant?

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

    /// Orders by time, then by order of recording.
    public static func isEarlier(_ left: TicketEvent, _ right: TicketEvent) -> Bool {
        (left.at, left.seq) < (right.at, right.seq)
    }
}
