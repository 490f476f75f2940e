public import Dispatch
import Glibc

/// A signal that the daemon acts on.
public enum ServiceSignal: Sendable, CaseIterable {
    /// SIGTERM: systemd wants the service to stop.
    case terminate
    /// SIGINT: Ctrl-C at a terminal; the same as SIGTERM.
    case interrupt
    /// SIGHUP: read the configuration again.
    case hangUp

    /// The signal's number.
    public var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        }
    }
}

/// Delivers signals on a queue instead of in a signal handler.
///
/// Keep a reference for as long as signals are wanted. SIGPIPE is ignored from then on: writing
/// to a closed socket is an error to handle, not a reason to die.
public final class SignalSources: Sendable {
    private let sources: [DispatchSource]

    /// Starts listening, and returns once every signal is caught.
    ///
    /// The handler is called on the queue, once for any number of equal signals that arrived
    /// before it could run.
    ///
    /// - Parameters:
    ///   - signals: The signals to listen for.
    ///   - queue: where the handler runs; it may be the caller's own, and busy.
    ///   - handler: Told which signal came.
    public init(
        _ signals: [ServiceSignal] = ServiceSignal.allCases,
        on queue: DispatchQueue,
        handler: @escaping @Sendable (ServiceSignal) -> Void
    ) {
        _ = signal(SIGPIPE, SIG_IGN)
        // A queue of our own, because waiting for the registration below would never end where
        // the given queue is the one that the caller is on.
        let listening = DispatchQueue(label: "slawatch.signals")
        let registered = DispatchGroup()
        sources = signals.map { signal in
            let source = Self.source(for: signal, on: listening)
            source.setEventHandler { @Sendable in queue.async { handler(signal) } }
            registered.enter()
            source.setRegistrationHandler { @Sendable in registered.leave() }
            // Dispatch on Linux catches the signal by itself; SIG_IGN on top would lose it.
            source.activate()
            return source
        }
        registered.wait()
    }

    deinit { cancel() }

    /// Stops listening; a handler that is already queued still runs.
    public func cancel() {
        for source in sources { source.cancel() }
    }

    /// The concrete class, which unlike the protocol is `Sendable` on Linux.
    private static func source(for signal: ServiceSignal, on queue: DispatchQueue) -> DispatchSource
    {
        let made = DispatchSource.makeSignalSource(signal: signal.number, queue: queue)
        guard let source = made as? DispatchSource else {
            preconditionFailure("DispatchSource makes instances of itself")
        }
        return source
    }
}
