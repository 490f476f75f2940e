#if FAILPOINTS
    import Glibc
    import Synchronization
#endif

/// A point between reading a ticket and recording an outcome at which a test has the daemon killed.
///
/// `SLAWATCH_FAILPOINT=outcome_recorded:3` ends a debug build there at the third pass, as `kill -9`
/// would. Release builds ignore it.
public enum Failpoint: String, Sendable, CaseIterable {
    /// A ticket was read and evaluated.
    case ticketJudged = "ticket_judged"
    /// Alerts are about to be recorded.
    case alertsReady = "alerts_ready"
    /// Alerts are written, their messages are not.
    case alertsWritten = "alerts_written"
    /// Alerts and messages are written and not committed.
    case messagesWritten = "messages_written"
    /// Alerts and messages are committed and not queued.
    case messagesCommitted = "messages_committed"
    /// A message is about to be sent.
    case beforeSending = "before_sending"
    /// A message was handed to its channel.
    case sending = "sending"
    /// A receiver has answered.
    case outcomeKnown = "outcome_known"
    /// Outcomes are about to be recorded.
    case outcomesReady = "outcomes_ready"
    /// Outcomes are written and not committed.
    case outcomesWritten = "outcomes_written"
    /// Outcomes are committed.
    case outcomesRecorded = "outcomes_recorded"
    /// A digest and its members are written and not committed.
    case digestWritten = "digest_written"
    /// It is recorded that the backlog goes into a summary.
    case backlogNoted = "backlog_noted"
    /// The summary is committed; the note that announces it remains.
    case summaryCommitted = "summary_committed"

    /// Ends the process here if a test asked for it.
    @inlinable
    public func pass() {
        #if FAILPOINTS
            Self.hit(self)
        #endif
    }

    #if FAILPOINTS
        /// By thread: a task-local value crashes optimised synchronous code.
        private static let observers = Mutex<[pthread_t: @Sendable (Failpoint) -> Void]>([:])

        /// Passes every point that this thread reaches in a body to an observer, so that a test may
        /// play a kill within its own process.
        public static func observed<Result>(
            by observer: @escaping @Sendable (Failpoint) -> Void,
            _ body: () throws -> Result
        ) rethrows -> Result {
            let thread = pthread_self()
            observers.withLock { $0[thread] = observer }
            defer { observers.withLock { $0[thread] = nil } }
            return try body()
        }

        /// Where to end, and after how many more passes.
        private static let target = Mutex<(point: Failpoint, left: Int)?>(asked)

        private static var asked: (point: Failpoint, left: Int)? {
            guard let text = getenv("SLAWATCH_FAILPOINT").map({ String(cString: $0) }),
                let name = text.split(separator: ":").first,
                let point = Failpoint(rawValue: String(name))
            else { return nil }
            return (point, text.split(separator: ":").dropFirst().first.flatMap { Int($0) } ?? 1)
        }

        @usableFromInline
        static func hit(_ point: Failpoint) {
            let observer = observers.withLock { $0[pthread_self()] }
            observer?(point)
            target.withLock { target in
                guard let asked = target, asked.point == point else { return }
                // As `kill -9` does: nothing is flushed or closed.
                if asked.left <= 1 { _exit(137) }
                target = (point, asked.left - 1)
            }
        }
    #endif
}
