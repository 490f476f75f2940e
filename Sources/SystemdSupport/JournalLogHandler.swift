public import Logging
import Outlets

/// Logs to journald with every fact in a field of its own.
///
/// `logger.warning("ticket is late", metadata: ["EVENT": "alert_breach", "SLA_TICKET": "T-7"])`
/// is found again with `journalctl SLA_TICKET=T-7` and explained by `journalctl -x`.
///
/// A metadata key that is a valid journal field name is used as it is, any other is upper-cased
/// and prefixed: `late-seconds` becomes `SLA_LATE_SECONDS`.
public struct JournalLogHandler: LogHandler {
    /// The lowest level that is logged.
    public var logLevel: Logger.Level
    /// Metadata that every entry of this logger carries.
    public var metadata: Logger.Metadata = [:]
    /// Gives metadata from the context of the call.
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let identifier: String
    private let outlet: Outlet
    private let send: @Sendable (JournalEntry) -> Int32

    /// Makes a handler for the logger of this label, which becomes `SLA_COMPONENT`.
    public init(
        label: String,
        identifier: String,
        level: Logger.Level = .info,
        metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.init(
            label: label,
            identifier: identifier,
            level: level,
            metadataProvider: metadataProvider,
            outlet: .log,
            send: JournalSocket.send
        )
    }

    init(
        label: String,
        identifier: String,
        level: Logger.Level,
        metadataProvider: Logger.MetadataProvider?,
        outlet: Outlet,
        send: @escaping @Sendable (JournalEntry) -> Int32
    ) {
        self.label = label
        self.identifier = identifier
        self.logLevel = level
        self.metadataProvider = metadataProvider
        self.outlet = outlet
        self.send = send
    }

    /// Reads or sets one pair of the logger's metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Sends the event to journald, or to stderr where journald refuses it.
    ///
    /// Behind what waits already, without waiting itself: a journald that hangs takes no entry, and
    /// its socket then keeps whoever sends.
    public func log(event: LogEvent) {
        let merged = event.mergedMetadata(handler: metadata, provider: metadataProvider)
        let entry = JournalEntry(
            event: event,
            metadata: merged,
            identifier: identifier,
            component: label
        )
        let identifier = identifier
        let label = label
        let send = send
        outlet.put(entry.size) { leftOut in
            if leftOut > 0 {
                _ = send(.missing(leftOut, identifier: identifier, component: label))
            }
            guard send(entry) < 0 else { return }
            let line = LogLine(event: event, metadata: merged, component: label)
            _ = Descriptor.standardError.write(line.text(.prefixed))
        }
    }
}
