public import BusinessTime

/// How long to wait before each attempt.
public struct Backoff: Sendable, Hashable {
    /// At once, 5 s, 15 s, 45 s, 2 min, 5 min, 10 min, 30 min, then every hour.
    public static let standard = Backoff(steps: [
        .zero, .seconds(5), .seconds(15), .seconds(45), .minutes(2), .minutes(5), .minutes(10),
        .minutes(30), .hours(1),
    ])

    /// For a receiver that cannot be reached: short at first, as it may only be starting anew.
    static let unreachable = Backoff(steps: [
        .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(15), .seconds(30),
    ])

    /// The wait before each attempt; the last one also holds for all that follow.
    public let steps: [TimeSpan]

    /// Makes a schedule; without steps every attempt is made at once.
    public init(steps: [TimeSpan]) {
        self.steps = steps
    }

    /// The wait before an attempt, the first one being number 1.
    ///
    /// It is off by up to a fifth either way, so that what failed together does not come back
    /// together; `retryAfter`, the wait that the receiver asked for, is a lower bound.
    public func delay(
        beforeAttempt attempt: Int,
        retryAfter: TimeSpan? = nil,
        using generator: inout some RandomNumberGenerator
    ) -> TimeSpan {
        let index = min(max(attempt, 1), steps.count) - 1
        let step = steps.isEmpty ? TimeSpan.zero : steps[index]
        let fifth = step.milliseconds / 5
        let jitter = Int64.random(in: -fifth...fifth, using: &generator)
        return max(step + .milliseconds(jitter), retryAfter ?? .zero)
    }
}
