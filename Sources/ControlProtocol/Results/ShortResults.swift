public import BusinessTime

/// What `pause` answers.
public struct PauseResult: Sendable, Hashable, Codable {
    /// Until when nothing is sent.
    public var pausedUntil: Instant

    package init(pausedUntil: Instant) {
        self.pausedUntil = pausedUntil
    }
}

/// What `resume` answers.
public struct ResumeResult: Sendable, Hashable, Codable {
    /// Whether there was a pause to end.
    public var wasPaused: Bool

    package init(wasPaused: Bool) {
        self.wasPaused = wasPaused
    }
}

/// What `retry_delivery` answers.
public struct RetryResult: Sendable, Hashable, Codable {
    /// The delivery's position.
    public var seq: Int64
    /// The ticket's id.
    public var ticket: String
    /// The channel's name.
    public var channel: String

    package init(seq: Int64, ticket: String, channel: String) {
        self.seq = seq
        self.ticket = ticket
        self.channel = channel
    }
}

/// What `due` and `explain` answer.
public struct ReportResult: Sendable, Hashable, Codable {
    /// The report as it is to be printed; JSON where that was asked for.
    public var text: String

    package init(text: String) {
        self.text = text
    }
}

/// How many things a command did something to.
public struct CountResult: Sendable, Hashable, Codable {
    /// How many.
    public var count: Int

    package init(count: Int) {
        self.count = count
    }
}

/// That a command did what it was asked, where there is nothing more to say.
public struct DoneResult: Sendable, Hashable, Codable {
    package init() {}
}
