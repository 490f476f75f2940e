import Foundation
import Testing

/// A run: a list of actions, and what went against what everybody may count on.
enum Simulation {
    struct Result {
        var failures: [World.Failure]
        var trace: [String]
        /// How many messages were heard.
        var heard: Int
    }

    /// Lives through a list of actions, then through days in which all goes well.
    static func run(_ actions: [Action]) throws -> Result {
        let world = try World()
        try VirtualTime.run(by: world.hand) {
            for action in actions {
                try world.perform(action)
                if !world.failures.isEmpty { return }
            }
            try world.judge()
        }
        defer { world.engine = nil }
        return Result(
            failures: world.failures,
            trace: world.trace,
            heard: world.heard.count
        )
    }

    /// Tries a list; what fails is cut down and told with its trace.
    ///
    /// - Returns: how many messages were heard.
    @discardableResult
    static func check(
        _ actions: [Action],
        _ name: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Int {
        let result = try run(actions)
        guard let failure = result.failures.first else { return result.heard }
        let small = try Shrinker(kind: failure.kind).shrunk(actions)
        let again = try run(small)
        let list = small.map { "    \($0.source)," }.joined(separator: "\n")
        let all = again.failures.prefix(5).map { "\($0.kind): \($0.text)" }
        Issue.record(
            """
            \(name), \(small.count) of \(actions.count) actions:
            \(all.joined(separator: "\n"))
            [
            \(list)
            ]
            \(again.trace.joined(separator: "\n"))
            """,
            sourceLocation: sourceLocation
        )
        return result.heard
    }
}
