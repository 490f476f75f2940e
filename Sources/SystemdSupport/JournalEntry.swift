import Logging
import Support

/// One field of a journal entry.
struct JournalField: Sendable, Equatable {
    let name: String
    let value: String
}

/// A log event as journald stores it: fields in a fixed order, bounded in number and size.
struct JournalEntry: Sendable, Equatable {
    /// Longer values are cut: nothing we say needs more, and an entry must not become a file.
    static let maximumValueBytes = 8 * 1024
    /// journald refuses entries of more than 1024 fields, and libsystemd puts them on the stack.
    static let maximumFields = 128

    private(set) var fields: [JournalField] = []

    /// Turns a log event into fields.
    ///
    /// An array in the metadata becomes one field for each element, all of the same name, which
    /// is how the journal keeps several values. `EVENT` becomes `SLA_EVENT`, and `MESSAGE_ID` too
    /// if the name is known and the event brought no id of its own.
    init(event: LogEvent, metadata: Logger.Metadata, identifier: String, component: String) {
        add("MESSAGE", event.message.description)
        add("PRIORITY", String(event.level.syslogPriority))
        add("SYSLOG_IDENTIFIER", identifier)
        add("CODE_FILE", event.file)
        add("CODE_LINE", String(event.line))
        add("CODE_FUNC", event.function)
        // Sorted, so that the same event always gives the same entry.
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            add(JournalFieldName.field(forKey: key), value)
        }
        if let error = event.error { add("SLA_ERROR", String(describing: error)) }
        if !has(JournalFieldName.component) { add(JournalFieldName.component, component) }
        if !has(JournalFieldName.messageID), let id = knownEvent() {
            add(JournalFieldName.messageID, id.rawValue)
        }
    }

    /// How many bytes its fields have.
    var size: Int { fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count } }

    /// Tells that entries are missing before the next one.
    static func missing(_ count: Int, identifier: String, component: String) -> JournalEntry {
        let event = LogEvent(
            level: .warning,
            message: "\(count) entries are missing here: journald took none in time",
            error: nil,
            metadata: nil,
            source: "SystemdSupport",
            file: #fileID,
            function: #function,
            line: #line
        )
        return JournalEntry(
            event: event,
            metadata: [:],
            identifier: identifier,
            component: component
        )
    }

    private func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

    private func knownEvent() -> EventID? {
        fields.first { $0.name == JournalFieldName.event }.flatMap { EventID(name: $0.value) }
    }

    private mutating func add(_ name: String, _ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): add(name, text)
        case .stringConvertible(let convertible): add(name, convertible.description)
        case .array(let elements): for element in elements { add(name, element) }
        case .dictionary: add(name, value.description)
        }
    }

    private mutating func add(_ name: String, _ value: String) {
        // Two places are kept for what is added last: the component and the id.
        let isLast = name == JournalFieldName.component || name == JournalFieldName.messageID
        guard fields.count < Self.maximumFields - (isLast ? 0 : 2) else { return }
        fields.append(
            JournalField(name: name, value: value.bounded(toBytes: Self.maximumValueBytes))
        )
    }
}
