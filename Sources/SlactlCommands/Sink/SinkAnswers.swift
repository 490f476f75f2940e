/// The answers of `slactl sink`, for trying retries.
struct SinkAnswers {
    private let status: Int
    private let retryAfter: Int?
    /// How many answers are still to fail; nil if all answers are alike.
    private var failures: Int?

    init(status: Int = 200, retryAfter: Int? = nil, failFirst: Int? = nil) {
        self.status = status
        self.retryAfter = retryAfter
        failures = failFirst
    }

    /// The status of the next answer, and the seconds of `Retry-After`.
    mutating func next() -> (status: Int, retryAfter: Int?) {
        guard let left = failures else { return (status, retryAfter) }
        guard left > 0 else { return (200, nil) }
        failures = left - 1
        // A failure needs a status of failure.
        return ((200...299).contains(status) ? 503 : status, retryAfter)
    }
}
