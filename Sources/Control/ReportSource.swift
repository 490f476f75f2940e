public import BusinessTime
public import ServiceLevels

/// Makes reports for whoever asks over the control socket.
///
/// A report may read every open ticket: whoever makes it must not keep the engine waiting, nor
/// other calls.
public protocol ReportSource: Sendable {
    /// What is late and what comes next.
    func due(_ request: DueQuery) async throws -> String

    /// What a ticket's deadlines come from.
    func explain(_ request: ExplainQuery) async throws -> String
}

/// How a report is written.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
    /// For people.
    case table
    /// For programs.
    case json
}

/// What is asked for with `due`.
public struct DueQuery: Sendable, Hashable {
    /// How many at most.
    public var limit: Int
    /// Only what comes within so long; what is late comes anyway.
    public var within: TimeSpan?
    /// Only what is late.
    public var isLate: Bool
    /// At which moment, by what is recorded now; nil for now.
    public var at: Instant?
    /// How it is written.
    public var format: ReportFormat
}

/// What is asked for with `explain`.
public struct ExplainQuery: Sendable, Hashable {
    /// The ticket's id.
    public var ticket: String
    /// At which moment, by what is recorded now; nil for now.
    public var at: Instant?
    /// Whether every turn of every clock is wanted.
    public var all: Bool
    /// The language for people; nil for the configuration's.
    public var language: Language?
    /// How it is written.
    public var format: ReportFormat
}
