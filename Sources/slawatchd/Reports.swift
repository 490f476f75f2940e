import BusinessTime
import Configuration
import ControlProtocol
import ControlServer
import Dispatch
import Reporting
import ServiceLevels
import Support
import Synchronization
import TicketStore

/// Makes reports of the store by the rules in force, on a queue of its own and with a connection of
/// its own, so that neither the engine nor other calls wait for a long one.
final class Reports: ReportSource {
    /// How many may wait behind the one that is being made.
    private static let waitingLimit = 8

    private let queue = DispatchQueue(label: "slawatch.reports", qos: .utility)
    private let waiting = Mutex(0)
    private let configuration: Mutex<Configuration>
    private let clock: @Sendable () -> Instant

    init(by configuration: Configuration, clock: @escaping @Sendable () -> Instant) {
        self.configuration = Mutex(configuration)
        self.clock = clock
    }

    /// Goes by other rules from now on.
    func use(_ configuration: Configuration) {
        self.configuration.withLock { $0 = configuration }
    }

    func due(_ request: DueReport.Request, as format: OutputFormat) async throws -> String {
        let now = clock()
        return try await make { configuration, store in
            try DueReport(request, configuration: configuration, store: store, now: now)
                .text(as: format)
        }
    }

    func explain(
        _ request: ExplanationReport.Request,
        as format: OutputFormat
    ) async throws -> String {
        let now = clock()
        return try await make { configuration, store in
            try ExplanationReport(
                request,
                configuration: configuration,
                store: store,
                state: configuration.state,
                now: now
            ).text(as: format)
        }
    }

    private func make(
        _ report: @escaping @Sendable (Configuration, TicketStore) throws -> String
    ) async throws -> String {
        let isTaken = waiting.withLock { count in
            guard count < Self.waitingLimit else { return false }
            count += 1
            return true
        }
        guard isTaken else {
            throw ControlFault(
                .tooMany,
                "too many reports are waiting to be made",
                hint: "try again in a moment"
            )
        }
        defer { waiting.withLock { $0 -= 1 } }
        let configuration = configuration.withLock(\.self)
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        let store = TicketStore(
                            path: configuration.store,
                            layout: configuration.policies.layout,
                            logger: nil
                        )
                        try store.open()
                        return try report(configuration, store)
                    }
                )
            }
        }
    }
}
