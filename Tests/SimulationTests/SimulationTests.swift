import Foundation
import Testing

/// The whole of the watch, in worlds drawn by chance.
struct SimulationTests {
    /// The seeds tried: `SIM_SEEDS=1000-200000`, or the first so many.
    private static let seeds: ClosedRange<UInt64> = {
        let text = ProcessInfo.processInfo.environment["SIM_SEEDS"] ?? "1-300"
        let bounds = text.split(separator: "-").compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else {
            preconditionFailure("SIM_SEEDS is no range of seeds: \(text)")
        }
        return first...last
    }()

    private static let scope: Scope = {
        var scope = Scope()
        let left = ProcessInfo.processInfo.environment["SIM_WITHOUT"] ?? ""
        if left.contains("odd") { scope.oddTimes = false }
        if left.contains("after") { scope.afterClosing = false }
        if left.contains("restarts") { scope.restarts = false }
        if left.contains("faults") { scope.faults = false }
        if left.contains("steps") { scope.clockSteps = false }
        if left.contains("edits") { scope.edits = false }
        return scope
    }()

    /// The seeds in as many parts as run beside each other.
    private static let parts = 4

    @Test(arguments: 0..<parts)
    func everybodyHears_whateverHappens(part: Int) throws {
        var heard = 0
        for seed in Self.seeds where seed % UInt64(Self.parts) == UInt64(part) {
            var generator = Generator(seed: seed, scope: Self.scope)
            heard += try Simulation.check(generator.make(), "seed \(seed)")
        }
        #expect(heard > 0)
    }
}
