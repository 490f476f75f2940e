/// Cuts a list of actions down as far as the same goes wrong with what is left.
///
/// Delta debugging (Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input), on
/// pieces that are taken away.
struct Shrinker {
    /// What has to go wrong.
    let kind: String
    /// How many runs it may take.
    private static let patience = 400

    func shrunk(_ actions: [Action]) throws -> [Action] {
        var actions = actions
        var runs = 0
        var piece = max(1, actions.count / 2)
        while runs < Self.patience {
            var start = 0
            var isSmaller = false
            while start < actions.count, runs < Self.patience {
                var rest = actions
                rest.removeSubrange(start..<min(start + piece, rest.count))
                runs += 1
                if fails(rest) {
                    actions = rest
                    isSmaller = true
                } else {
                    start += piece
                }
            }
            if piece > 1 {
                piece = max(1, piece / 2)
            } else if !isSmaller {
                break
            }
        }
        return actions
    }

    private func fails(_ actions: [Action]) -> Bool {
        guard let result = try? Simulation.run(actions) else { return kind == "error" }
        return result.failures.first?.kind == kind
    }
}
