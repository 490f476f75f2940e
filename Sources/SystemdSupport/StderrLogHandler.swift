public import Logging

/// Logs to stderr, one event a line, for running outside systemd.
///
/// The line begins with the syslog priority (`<4>`), or on a terminal with the level's word.
public struct StderrLogHandler: LogHandler {
    /// The lowest level that is logged.
    public var logLevel: Logger.Level
    /// Metadata that every line of this logger carries.
    public var metadata: Logger.Metadata = [:]
    /// Gives metadata from the context of the call.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let style: LogLine.Style
    private let write: @Sendable (String) -> Void

    /// Makes a handler for the logger of this label.
    ///
    /// - Parameters:
    ///   - label: The component that logs.
    ///   - isTerminal: Whether a person reads along: then levels are words.
    ///   - level: The lowest level that is logged.
    ///   - metadataProvider: Gives metadata from the context of the call.
    public init(
        label: String,
        isTerminal: Bool,
        level: Logger.Level = .info,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.init(
            label: label,
            style: isTerminal ? .readable : .prefixed,
            level: level,
            metadataProvider: metadataProvider,
            write: StandardError.write
        )
    }

    init(
        label: String,
        style: LogLine.Style,
        level: Logger.Level,
        metadataProvider: Logger.MetadataProvider?,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.label = label
        self.style = style
        self.logLevel = level
        self.metadataProvider = metadataProvider
        self.write = write
    }

    /// Reads or sets one pair of the logger's metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the event as one line.
    public func log(event: LogEvent) {
        let merged = event.mergedMetadata(handler: metadata, provider: metadataProvider)
        write(LogLine(event: event, metadata: merged, component: label).text(style))
    }
}
