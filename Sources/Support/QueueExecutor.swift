public import Dispatch

/// Makes an actor run on a serial Dispatch queue, where event handlers can enter it directly.
public final class QueueExecutor: SerialExecutor {
    /// The queue.
    public let queue: DispatchQueue

    /// Makes an executor with a queue of its own, named for debuggers.
    public init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Runs a job of the actor on the queue.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }

    /// The executor as an actor's `unownedExecutor` gives it.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    /// Without this `assumeIsolated` would trap in a Dispatch handler, which is no Swift task.
    public func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
