import BusinessTime
import Configuration
import ControlServer
import Synchronization

/// What changes in the life of the daemon and is told to those who ask.
final class ServiceState: Sendable {
    private struct Facts {
        var channelKinds: [String: String]
        var reloaded: Instant?
        var faults: [String] = []
        /// Groups whose absence was told.
        var missing: Set<String> = []
    }

    private let started: Instant
    private let current: Mutex<Facts>

    init(started: Instant, channelKinds: [String: String]) {
        self.started = started
        current = Mutex(Facts(channelKinds: channelKinds))
    }

    /// A reload went well.
    func reloaded(at now: Instant, channelKinds: [String: String]) {
        current.withLock { facts in
            facts.channelKinds = channelKinds
            facts.reloaded = now
            facts.faults = []
        }
    }

    /// A reload failed; told until one goes well.
    func reloadFailed(at now: Instant, faults: [String]) {
        current.withLock { facts in
            facts.reloaded = now
            facts.faults = faults
        }
    }

    /// The line for `STATUS=`: a reload that failed stands before how the daemon stands.
    func line(_ status: String) -> String {
        let faults = current.withLock(\.faults)
        guard let first = faults.first else { return status }
        let more = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
        return "reload failed: \(first.prefix(120))\(more); \(status)"
    }

    /// Whether the absence of a group has not been told yet.
    func isNew(_ group: String) -> Bool {
        current.withLock { $0.missing.insert(group).inserted }
    }

    /// What the daemon knows of itself at this moment.
    func facts(of configuration: Configuration) -> DaemonFacts {
        let facts = current.withLock(\.self)
        return DaemonFacts(
            version: SlawatchVersion.text,
            started: started,
            store: configuration.store,
            state: configuration.state,
            channelKinds: facts.channelKinds,
            reloaded: facts.reloaded,
            reloadFaults: facts.faults
        )
    }
}
