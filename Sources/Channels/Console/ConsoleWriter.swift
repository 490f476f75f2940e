import Dispatch
import Notifications
import Outlets
import Synchronization

/// Writes messages to a descriptor whose reader may stop reading, one after the other and whole.
///
/// A message that is not through in time is told as not sent, and written all the same once
/// somebody reads again: then it is remembered, so that trying it again does not repeat it.
final class ConsoleWriter: Sendable {
    private struct State {
        /// The message that is being written.
        var current: String?
        /// Messages that came through after all.
        var late: Set<String> = []
    }

    /// To standard output; of the process, as exchanging a channel frees no pipe.
    static let standardOutput = ConsoleWriter(.standardOutput, patience: .seconds(5))

    private let descriptor: Descriptor
    private let patience: DispatchTimeInterval
    private let outlet = Outlet("console")
    private let state = Mutex(State())

    init(_ descriptor: Descriptor, patience: DispatchTimeInterval) {
        self.descriptor = descriptor
        self.patience = patience
    }

    /// Writes a message under its id, and says once what became of it.
    func write(
        _ text: String,
        id: String,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        let outcome: DeliveryOutcome? = state.withLock { state in
            if state.late.remove(id) != nil { return .delivered }
            if state.current != nil { return Self.unread }
            state.current = id
            return nil
        }
        if let outcome { return report(outcome) }
        let answer = Once(report)
        outlet.put(text.utf8.count) { [self] _ in
            let isWritten = descriptor.write(text)
            let outcome: DeliveryOutcome =
                isWritten ? .delivered : .retry(reason: "stdout cannot be written", after: nil)
            // Answered while nobody can try it again: it must be known by then.
            state.withLock { state in
                state.current = nil
                if isWritten, state.late.count < 1000 { state.late.insert(id) }
            }
            if answer.give(outcome) { state.withLock { _ = $0.late.remove(id) } }
        }
        Outlet.after(patience) { answer.give(Self.unread) }
    }

    private static let unread = DeliveryOutcome.unreachable(reason: "nobody reads standard output")
}
