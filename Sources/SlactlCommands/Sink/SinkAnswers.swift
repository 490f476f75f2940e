/// What `slactl sink` answers, so that retries can be tried.
struct SinkAnswers {
    private let status: Int
    private let retryAfter: Int?
    /// How many are still to fail; nil where all are answered alike.
    private var failures: Int?

    init(status: Int = 200, retryAfter: Int? = nil, failFirst: Int? = nil) {
        self.status = status
        self.retryAfter = retryAfter
        failures = failFirst
    }

    /// The status of the next answer, and the seconds to ask for.
    mutating func next() -> (status: Int, retryAfter: Int?) {
        guard let left = failures else { return (status, retryAfter) }
        guard left > 0 else { return (200, nil) }
        failures = left - 1
        // Failing with a success would be no failure.
        return ((200...299).contains(status) ? 503 : status, retryAfter)
    }
}
