public import BusinessTime
public import ServiceLevels

/// Why an alert stands in the ledger.
public enum Disposition: String, Sendable, Hashable, CaseIterable {
    /// It was said.
    case raised
    /// A higher step, said at the same moment, stands for it.
    case covered
    /// It was past when the watch began or was lost, and went into a summary.
    case known
    /// It would have been said, but for shadow mode.
    case shadow
}

/// An alert as the ledger holds it.
public struct AlertRecord: Sendable, Hashable {
    /// Its position.
    public var seq: Int64
    /// What it is about.
    public var identity: AlertIdentity
    /// What it is.
    public var kind: String
    /// The id of the standard's rule.
    public var rule: String
    /// When it was due to be said.
    public var at: Instant
    /// The deadline it speaks of.
    public var due: Instant?
    /// When it was recorded.
    public var raised: Instant
    /// Why it stands here.
    public var disposition: String
}

/// Alerts and the messages that tell of them, recorded together or not at all.
public struct OutboxEntry: Sendable {
    /// The alerts.
    public var alerts: [Alert]
    /// Why they are recorded.
    public var disposition: Disposition
    /// The messages; none in shadow mode, or where nobody is to hear.
    public var deliveries: [NewDelivery]
    /// Breaches that it notes as over: turns, and the id of the ticket they are of.
    public var ends: (ticket: String, turns: [CycleKey])
    /// What was decided.
    public var decisions: [CycleDecision]
    /// Messages that had been dropped as true no more, and are true again: their positions.
    public var redelivered: [Int64] = []

    /// Makes an entry.
    public init(
        alerts: [Alert],
        disposition: Disposition,
        deliveries: [NewDelivery],
        ends: (ticket: String, turns: [CycleKey]) = ("", []),
        decisions: [CycleDecision] = []
    ) {
        self.alerts = alerts
        self.disposition = disposition
        self.deliveries = deliveries
        self.ends = ends
        self.decisions = decisions
    }
}
