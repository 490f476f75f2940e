import Logging

/// A log event with a fixed source position.
func logEvent(
    _ level: Logger.Level = .info,
    _ message: String = "ticket is late",
    metadata: Logger.Metadata? = nil,
    error: (any Error)? = nil
) -> LogEvent {
    LogEvent(
        level: level,
        message: "\(message)",
        error: error,
        metadata: metadata,
        source: "Tests",
        file: "Tests/File.swift",
        function: "run()",
        line: 7
    )
}

/// An error with a description of its own.
struct StoreFault: Error, CustomStringConvertible {
    let description: String
}
