public import BusinessTime

/// The answer of `pause`.
public struct PauseResult: Sendable, Hashable, Codable {
    public var pausedUntil: Instant

    package init(pausedUntil: Instant) {
        self.pausedUntil = pausedUntil
    }
}

/// The answer of `resume`.
public struct ResumeResult: Sendable, Hashable, Codable {
    /// Whether there was a pause to end.
    public var wasPaused: Bool

    package init(wasPaused: Bool) {
        self.wasPaused = wasPaused
    }
}

/// The answer of `retry_delivery`.
public struct RetryResult: Sendable, Hashable, Codable {
    public var seq: Int64
    public var ticket: String
    public var channel: String

    package init(seq: Int64, ticket: String, channel: String) {
        self.seq = seq
        self.ticket = ticket
        self.channel = channel
    }
}

/// The answer of `due` and `explain`.
public struct ReportResult: Sendable, Hashable, Codable {
    /// The report to print; JSON if requested.
    public var text: String

    package init(text: String) {
        self.text = text
    }
}

/// How many things a command changed.
public struct CountResult: Sendable, Hashable, Codable {
    public var count: Int

    package init(count: Int) {
        self.count = count
    }
}

/// That a command did what it was asked, where there is nothing more to say.
public struct DoneResult: Sendable, Hashable, Codable {
    package init() {}
}
