import Foundation
public import Logging

/// What would stand in the journal.
public final class TestJournal: @unchecked Sendable {  // the lock guards the lines
    private let lock = NSLock()
    private var kept: [(event: String, text: String, metadata: Logger.Metadata)] = []

    /// Makes an empty journal.
    public init() {}

    /// A logger that writes here.
    public var logger: Logger { Logger(label: "test") { _ in Handler(journal: self) } }

    /// The lines of a kind of event, `SLA_EVENT` in the journal.
    public func lines(_ event: String) -> [String] {
        lock.lock()
        defer { lock.unlock() }
        return kept.filter { $0.event == event }.map(\.text)
    }

    /// The values of a field in the lines of a kind of event.
    public func fields(_ event: String, _ name: String) -> [String] {
        lock.lock()
        defer { lock.unlock() }
        return kept.filter { $0.event == event }.compactMap { $0.metadata[name].map { "\($0)" } }
    }

    private func add(_ metadata: Logger.Metadata, _ text: String) {
        lock.lock()
        defer { lock.unlock() }
        kept.append(("\(metadata["EVENT"] ?? "")", text, metadata))
    }

    private struct Handler: LogHandler {
        let journal: TestJournal
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            journal.add(event.metadata ?? [:], "\(event.message)")
        }
    }
}
