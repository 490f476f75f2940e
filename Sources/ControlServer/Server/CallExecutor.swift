import Dispatch

/// Runs calls on a queue of their own.
///
/// The threads that tasks share are few, two on two cores: were they all held up, an administrator
/// who wants to know why would get no answer.
final class CallExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "slawatch.control")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
