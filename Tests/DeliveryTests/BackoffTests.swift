import BusinessTime
import Notifications
import SlawatchTesting
import Testing

struct BackoffTests {
    private static let seconds: [Int64] = [0, 5, 15, 45, 120, 300, 600, 1800, 3600, 3600, 3600]

    @Test func schedule_staysWithinAFifth() {
        var generator = SplitMix64(seed: 1)
        for (index, seconds) in Self.seconds.enumerated() {
            var seen: Set<TimeSpan> = []
            for _ in 0..<200 {
                let delay = Backoff.standard.delay(beforeAttempt: index + 1, using: &generator)
                #expect(
                    (seconds * 800...seconds * 1200).contains(delay.milliseconds),
                    "attempt \(index + 1)"
                )
                seen.insert(delay)
            }
            #expect(seconds == 0 ? seen.count == 1 : seen.count > 50)
        }
    }

    @Test func sameSeed_sameDelays() {
        var left = SplitMix64(seed: 9)
        var right = SplitMix64(seed: 9)
        for attempt in 1...20 {
            #expect(
                Backoff.standard.delay(beforeAttempt: attempt, using: &left)
                    == Backoff.standard.delay(beforeAttempt: attempt, using: &right)
            )
        }
    }

    @Test func retryAfter_raisesAndNeverLowers() {
        var generator = SplitMix64(seed: 2)
        let raised = Backoff.standard.delay(
            beforeAttempt: 2,
            retryAfter: .minutes(10),
            using: &generator
        )
        #expect(raised == .minutes(10))
        let kept = Backoff.standard.delay(
            beforeAttempt: 9,
            retryAfter: .seconds(1),
            using: &generator
        )
        #expect(kept >= .minutes(48))
    }

    @Test func oddAttempts_areTakenForTheNearest() {
        var generator = SplitMix64(seed: 3)
        #expect(Backoff.standard.delay(beforeAttempt: 0, using: &generator) == .zero)
        #expect(Backoff.standard.delay(beforeAttempt: .min, using: &generator) == .zero)
        #expect(Backoff.standard.delay(beforeAttempt: .max, using: &generator) >= .minutes(48))
        #expect(Backoff(steps: []).delay(beforeAttempt: 5, using: &generator) == .zero)
    }
}
