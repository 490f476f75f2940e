import BusinessTime
import Dispatch
import Synchronization

/// Keeps requests apart if a receiver minds more than so many a second.
final class MinimumSpacing: Sendable {
    private let spacing: DispatchTimeInterval
    private let next = Mutex(DispatchTime(uptimeNanoseconds: 0))

    init(spacing: TimeSpan) {
        self.spacing = .milliseconds(Int(spacing.milliseconds))
    }

    /// Does something now, or as soon as enough time has gone by since the last time.
    func run(_ work: @escaping @Sendable () -> Void) {
        let now = DispatchTime.now()
        let turn = next.withLock { next in
            let turn = max(now, next)
            next = turn + spacing
            return turn
        }
        if turn <= now { return work() }
        DispatchQueue.global().asyncAfter(deadline: turn, execute: work)
    }
}
