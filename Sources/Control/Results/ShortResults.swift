public import BusinessTime

/// What `pause` answers.
public struct PauseResult: Sendable, Hashable, Codable {
    /// Until when nothing is sent.
    public var pausedUntil: Instant
}

/// What `resume` answers.
public struct ResumeResult: Sendable, Hashable, Codable {
    /// Whether there was a pause to end.
    public var wasPaused: Bool
}

/// What `retry_delivery` answers.
public struct RetryResult: Sendable, Hashable, Codable {
    /// The delivery's position.
    public var seq: Int64
    /// The ticket's id.
    public var ticket: String
    /// The channel's name.
    public var channel: String
}

/// What `due` and `explain` answer.
public struct ReportResult: Sendable, Hashable, Codable {
    /// The report as it is to be printed; JSON where that was asked for.
    public var text: String
}

/// How many things a command did something to.
public struct CountResult: Sendable, Hashable, Codable {
    /// How many.
    public var count: Int
}

/// That a command did what it was asked, where there is nothing more to say.
public struct DoneResult: Sendable, Hashable, Codable {}
