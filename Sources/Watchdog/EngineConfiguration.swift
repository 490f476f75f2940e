public import BusinessTime
public import Notifications
public import ServiceLevels

/// What the engine judges by; exchanged as a whole on a reload.
public struct EngineConfiguration: Sendable {
    /// Which policy is in force for which ticket.
    public var policies: PolicySet
    /// Makes messages of alerts.
    public var writer: MessageWriter
    /// Whether everything is recorded and nothing sent.
    public var shadow: Bool
    /// Above how many alerts at once a first start or reload makes a summary.
    public var summaryAbove: Int
    /// The roles that hear of summaries and of trouble with the watch itself.
    public var administrators: [String]
    /// When messages about some tickets are kept back.
    public var maintenance: [MaintenanceWindow]
    /// For how long what is done with stays in the ledger.
    public var keepFor: TimeSpan
    /// Changes when anything does that decides a deadline.
    public var fingerprint: String

    /// Makes a configuration.
    public init(
        policies: PolicySet,
        writer: MessageWriter,
        shadow: Bool = false,
        summaryAbove: Int = 20,
        administrators: [String] = ["supervisor"],
        maintenance: [MaintenanceWindow] = [],
        keepFor: TimeSpan = .days(731),
        fingerprint: String
    ) {
        self.policies = policies
        self.writer = writer
        self.shadow = shadow
        self.summaryAbove = summaryAbove
        self.administrators = administrators
        self.maintenance = maintenance
        self.keepFor = keepFor
        self.fingerprint = fingerprint
    }
}
