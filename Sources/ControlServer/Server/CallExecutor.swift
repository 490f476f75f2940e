import Dispatch

/// Runs calls on their own queue.
///
/// Tasks share few threads, two on two cores. If all were blocked, an administrator asking why
/// would get no answer.
final class CallExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "slawatch.control")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
