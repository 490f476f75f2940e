public import BusinessTime

/// How the watch stands, for `STATUS=` and `slactl`.
public struct EngineStatus: Sendable, Hashable {
    /// Tickets that are not closed; nil before the first pass.
    public var open: Int?
    /// Tickets past a deadline.
    public var late: Int
    /// The earliest deadline ahead.
    public var nextDeadline: Instant?
    /// Messages not yet delivered.
    public var undelivered: Int
    /// Whether nothing is sent.
    public var isShadow: Bool
    /// Until when nothing is sent, as somebody asked for.
    public var pausedUntil: Instant?
    /// The maintenance windows that are open, by name.
    public var maintenance: [String]
    /// Words in tickets that nobody knows, so that a default holds.
    public var unknown: [UnknownItem]
    /// Whether the ticket store waits to be brought up to date.
    public var isStoreOutdated: Bool
    /// The channels on which nothing is sent any more, by name.
    public var disabled: [String]
    /// What is wrong, nil where nothing is.
    public var trouble: String?

    /// Makes a status.
    public init(
        open: Int?,
        late: Int,
        nextDeadline: Instant?,
        undelivered: Int,
        isShadow: Bool,
        pausedUntil: Instant? = nil,
        maintenance: [String] = [],
        unknown: [UnknownItem] = [],
        isStoreOutdated: Bool = false,
        disabled: [String] = [],
        trouble: String?
    ) {
        self.open = open
        self.late = late
        self.nextDeadline = nextDeadline
        self.undelivered = undelivered
        self.isShadow = isShadow
        self.pausedUntil = pausedUntil
        self.maintenance = maintenance
        self.unknown = unknown
        self.isStoreOutdated = isStoreOutdated
        self.disabled = disabled
        self.trouble = trouble
    }

    /// The status as one line, its times in a zone.
    public func text(in zone: ZoneRules) -> String {
        let next = nextDeadline.map { $0.iso8601(in: zone) } ?? "none"
        let line =
            "open \(open.map(String.init) ?? "?"), late \(late), next deadline \(next), "
            + "undelivered \(undelivered)\(isShadow ? ", shadow mode" : "")"
            + (pausedUntil.map { ", paused until \($0.iso8601(in: zone))" } ?? "")
            + (maintenance.isEmpty ? "" : ", maintenance \(maintenance.joined(separator: ", "))")
        let channels =
            disabled.isEmpty
            ? nil
            : "channel\(disabled.count > 1 ? "s" : "") \(disabled.joined(separator: ", ")) disabled"
        let faults = [trouble, channels].compactMap(\.self)
        return faults.isEmpty ? line : "degraded: \(faults.joined(separator: "; ")); \(line)"
    }
}
