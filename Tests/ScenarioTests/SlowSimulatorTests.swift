import BusinessTime
import Foundation
import ServiceLevels
import SlawatchTesting
import Testing

/// Random policies and tickets, judged by the real rules and by somebody who looks all the time.
struct SlowSimulatorTests {
    /// Those that once showed a fault, then `SLAWATCH_SEEDS` from `SLAWATCH_FROM` on.
    private static let seeds: [UInt64] =
        [482, 890, 898, 1142, 1591, 2848, 3465]
        + (number("SLAWATCH_FROM", 0)..<number("SLAWATCH_SEEDS", 150))

    private static func number(_ name: String, _ usual: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) ?? usual
    }

    private func made(_ seed: UInt64) throws -> (Policy, [Act], SplitMix64) {
        let calendars = try RandomCalendars.all()
        var random = SplitMix64(seed: seed)
        var policies = RandomPolicy(random: SplitMix64(seed: random.next()), calendars: calendars)
        var histories = RandomHistory(SplitMix64(seed: random.next()))
        return (policies.policy(), histories.acts(), random)
    }

    private func end(_ history: [Act]) -> Int {
        min((history.last?.tick ?? 0) + 3 * Tick.perDay, Tick.count - 1)
    }

    private func simulate(
        _ policy: Policy,
        _ history: [Act],
        isDown: (Int) -> Bool = { _ in false }
    ) throws -> [String] {
        var simulator = SlowSimulator(policy, hours: try RandomCalendars.all())
        simulator.run(history, to: end(history), isDown: isDown)
        return simulator.lines
    }

    @Test func randomTickets_areSpokenOf_asByOneWhoLooksAllTheTime() throws {
        var alerts = 0
        for seed in Self.seeds {
            let (policy, history, _) = try made(seed)
            var watch = RealWatch(policy)
            watch.run(history, to: end(history)) { _ in false }
            let expected = try simulate(policy, history)
            alerts += expected.count
            if watch.lines.sorted() != expected.sorted() {
                try #require(
                    watch.lines.sorted() == expected.sorted(),
                    "seed \(seed)\n\(Self.text(policy, history))"
                )
            }
        }
        // That the random policies say something at all.
        #expect(alerts > Self.seeds.count)
    }

    @Test func interruptedAnywhere_theHighestStepsAreSaidOnReturn() throws {
        for seed in Self.seeds {
            let (policy, history, generator) = try made(seed)
            var random = generator
            let first = history[0].tick
            let windows = (0..<random.number(1...3)).map { _ in
                let begin = random.number((first + 1)...(end(history) - 1))
                return begin..<min(begin + random.number(1...300), end(history))
            }
            let isDown = { (tick: Int) in windows.contains { $0.contains(tick) } }
            var watch = RealWatch(policy)
            watch.run(history, to: end(history), isDown: isDown)
            let expected = try simulate(policy, history, isDown: isDown)
            if watch.lines.sorted() != expected.sorted() {
                try #require(
                    watch.lines.sorted() == expected.sorted(),
                    "seed \(seed) \(windows)\n\(Self.text(policy, history))"
                )
            }
        }
    }

    @Test func lookedAtMoreOften_orAwayWhileNothingHappens_theSameStepsAreSaid() throws {
        for seed in Self.seeds {
            let (policy, history, generator) = try made(seed)
            var random = generator
            var steady = RealWatch(policy)
            steady.run(history, to: end(history)) { _ in false }

            var restless = RealWatch(policy)
            let extra = (0..<20).map { _ in random.number(history[0].tick...end(history)) }
            restless.run(history, to: end(history), also: extra) { _ in false }
            #expect(restless.lines == steady.lines, "seed \(seed)")

            var absent = RealWatch(policy)
            let begin = random.number((history[0].tick + 1)...(end(history) - 1))
            let next = history.first { $0.tick >= begin }?.tick ?? end(history)
            absent.run(history, to: end(history)) { (begin..<next).contains($0) }
            if absent.raised != steady.raised {
                try #require(
                    absent.lines == steady.lines,
                    "seed \(seed) \(begin..<next)\n\(Self.text(policy, history))"
                )
            }
        }
    }

    private static func text(_ policy: Policy, _ history: [Act]) -> String {
        let acts = history.map { act in
            let event = act.event
            return "\(act.tick) \(event.seq) \(event.kind) \(event.by ?? "-") "
                + "\(event.subject ?? "-") \(event.due.map { "\(Tick.index($0))" } ?? "-") "
                + "\(act.priority ?? "")"
        }
        let clocks = policy.clocks.map { clock in
            let rows = clock.cases.map { row in
                let ladder = row.ladder.map {
                    "\($0.name) \($0.moment) \($0.every.map { "every \($0)" } ?? "") \($0.roles)"
                }
                return "  \(row.when) \(row.target.map { "\($0)" } ?? "none") \(row.calendar.name) "
                    + "\(row.satisfiedBy.map { "\($0)" } ?? "") \(row.ends.map { "\($0)" } ?? "")\n"
                    + ladder.map { "    \($0)" }.joined(separator: "\n")
            }
            return "\(clock.id) \(clock.start) \(clock.starting) by \(clock.satisfiedBy) "
                + "ends \(clock.ends.kinds) \(clock.reopening) \(clock.pauses) "
                + "promises \(clock.promises)\n" + rows.joined(separator: "\n")
        }
        return (acts + clocks + policy.notices.map { "\($0)" }).joined(separator: "\n")
    }
}
