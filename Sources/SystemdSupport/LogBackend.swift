import Dispatch
import Glibc
public import Logging
import Outlets

/// Where log events go: to the journal with fields, or to stderr as text.
public enum LogBackend: Sendable, Equatable {
    /// To journald, with every fact in a field of its own.
    case journal
    /// To stderr, one line an event.
    case standardError(isTerminal: Bool)

    /// The backend for a process in these circumstances.
    ///
    /// The journal is used only if `JOURNAL_STREAM` names the very file that stderr is. The
    /// variable alone proves nothing: a shell started by a unit passes it on to whatever is
    /// run with its output sent elsewhere, and then the output is wanted there.
    public static func choose(
        environment: [String: String],
        standardError: StandardError?
    ) -> LogBackend {
        guard let standardError else { return .standardError(isTerminal: false) }
        let parts = (environment["JOURNAL_STREAM"] ?? "")
            .split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, UInt64(parts[0]) == standardError.device,
            UInt64(parts[1]) == standardError.inode
        {
            return .journal
        }
        return .standardError(isTerminal: standardError.isTerminal)
    }

    /// Points swift-log at the backend that fits this process; to be called once, before the
    /// first `Logger` is made.
    ///
    /// - Parameters:
    ///   - identifier: The program's name, `SYSLOG_IDENTIFIER` in the journal.
    ///   - level: The lowest level that is logged.
    /// - Returns: The backend chosen.
    @discardableResult
    public static func bootstrap(identifier: String, level: Logger.Level = .info) -> LogBackend {
        var environment: [String: String] = [:]
        if let stream = getenv("JOURNAL_STREAM") {
            environment["JOURNAL_STREAM"] = String(cString: stream)
        }
        // What was said last has to be read too, and a reader that is away keeps no process.
        atexit { Outlet.log.drain(within: .seconds(1)) }
        let backend = choose(environment: environment, standardError: .current())
        LoggingSystem.bootstrap(
            { label, provider in
                backend.handler(
                    label: label,
                    identifier: identifier,
                    level: level,
                    provider: provider
                )
            },
            metadataProvider: nil
        )
        return backend
    }

    /// The handler of this backend for one logger.
    func handler(
        label: String,
        identifier: String,
        level: Logger.Level,
        provider: Logger.MetadataProvider?
    ) -> any LogHandler {
        switch self {
        case .journal:
            JournalLogHandler(
                label: label,
                identifier: identifier,
                level: level,
                metadataProvider: provider
            )
        case .standardError(let isTerminal):
            StderrLogHandler(
                label: label,
                isTerminal: isTerminal,
                level: level,
                metadataProvider: provider
            )
        }
    }
}
