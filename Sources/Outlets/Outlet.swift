public import Dispatch
import Synchronization

/// A way out of the process whose reader may stop reading: a pipe, a terminal, a socket.
///
/// What is written waits on a thread of the outlet's own, so that nobody else ever does: a write
/// that never ends keeps only what comes after it on the same outlet. What waits is bounded; what
/// is beyond it is left out and counted.
public final class Outlet: Sendable {
    private struct State {
        /// How many bytes wait or are being written.
        var waiting = 0
        /// How many pieces were left out since one was taken last.
        var leftOut = 0
        /// How many ever were.
        var everLeftOut = 0
    }

    /// Log lines and journal entries.
    public static let log = Outlet("log")

    private let queue: DispatchQueue
    private let limit: Int
    private let state = Mutex(State())

    /// Measures how long somebody waits; never blocked itself.
    private static let clock = DispatchQueue(label: "slawatch.outlet.clock")

    /// Makes an outlet for up to so many bytes at a time.
    public init(_ name: String, limit: Int = 1 << 20) {
        queue = DispatchQueue(label: "slawatch.outlet.\(name)")
        self.limit = limit
    }

    /// How many pieces were ever left out.
    public var leftOut: Int { state.withLock(\.everLeftOut) }

    /// Has something written behind what waits already.
    ///
    /// - Parameters:
    ///   - bytes: how long it is.
    ///   - write: writes it, for as long as that takes; told how many pieces were left out before.
    /// - Returns: Whether it was taken; false where too much waits.
    @discardableResult
    public func put(_ bytes: Int, _ write: @escaping @Sendable (_ leftOut: Int) -> Void) -> Bool {
        let missing: Int? = state.withLock { state in
            // One piece is always taken, however long it is.
            guard state.waiting == 0 || state.waiting + bytes <= limit else {
                state.leftOut += 1
                state.everLeftOut += 1
                return nil
            }
            state.waiting += bytes
            defer { state.leftOut = 0 }
            return state.leftOut
        }
        guard let missing else { return false }
        queue.async { @Sendable [self] in
            write(missing)
            state.withLock { $0.waiting -= bytes }
        }
        return true
    }

    /// Tells once whether all that was put before has been written within a time.
    public func settle(
        within patience: DispatchTimeInterval,
        _ done: @escaping @Sendable (Bool) -> Void
    ) {
        let answer = Once(done)
        queue.async { @Sendable in answer.give(true) }
        Self.after(patience) { answer.give(false) }
    }

    /// Waits until all that was put before has been written, for a time: before the process ends.
    public func drain(within patience: DispatchTimeInterval) {
        let written = DispatchSemaphore(value: 0)
        queue.async { @Sendable in written.signal() }
        _ = written.wait(timeout: .now() + patience)
    }

    /// Does something after a time, whatever the outlets do.
    public static func after(
        _ time: DispatchTimeInterval,
        _ work: @escaping @Sendable () -> Void
    ) {
        clock.asyncAfter(deadline: .now() + time, execute: work)
    }
}
