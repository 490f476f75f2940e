public import BusinessTime
public import ServiceLevels

/// Why an alert is in the ledger.
public enum Disposition: String, Sendable, Hashable, CaseIterable {
    /// It was raised.
    case raised
    /// A higher step raised at the same moment covers it.
    case covered
    /// It was past when the daemon first ran or lost its ledger, and went into a summary.
    case known
    /// Shadow mode kept it from being raised.
    case shadow
}

/// An alert as recorded.
public struct AlertRecord: Sendable, Hashable {
    public var seq: Int64
    public var identity: AlertIdentity
    public var kind: String
    /// The id of the standard's rule.
    public var rule: String
    /// When it was due.
    public var at: Instant
    public var due: Instant?
    /// When it was recorded.
    public var raised: Instant
    public var disposition: String
}

/// Alerts and their messages, recorded together or not at all.
public struct OutboxEntry: Sendable {
    public var alerts: [Alert]
    public var disposition: Disposition
    /// The messages; none in shadow mode, or without a recipient.
    public var deliveries: [NewDelivery]
    /// Breaches that it marks as over: cycles, and the id of their ticket.
    public var ends: (ticket: String, turns: [CycleKey])
    public var decisions: [CycleDecision]
    /// Positions of messages that were dropped as obsolete and apply again.
    public var redelivered: [Int64] = []

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
