import BusinessTime
import Support

/// The steps of a clock's row, with a mark that identifies them.
///
/// A ladder continues as it was when it began, even if its file is edited: people rely on what they
/// were told.
public final class Ladder: Sendable {
    /// The id of the standard's rule.
    public let rule: String
    /// The steps, in the order of the file.
    public let steps: [Step]
    /// The same for the same steps of the same rule, stable over restarts.
    public let mark: Int64

    public init(rule: String, steps: [Step]) {
        self.rule = rule
        self.steps = steps
        var hash = StableHash()
        hash.mix(rule)
        for step in steps {
            hash.mix(step.name)
            hash.mix(step.kind.rawValue)
            switch step.moment {
            case .fraction(let part): hash.mix("at \(part)")
            case .offset(let span): hash.mix("after \(span.milliseconds)")
            case .workingDays(let days): hash.mix("after \(days) working days")
            }
            // The hash of other ladders must not change: the ledger stores ladders by mark.
            if let days = step.everyDays { hash.mix("every \(days) working days") }
            hash.mix("every \(step.every?.milliseconds ?? 0)")
            for role in step.roles { hash.mix(role) }
        }
        mark = hash.value
    }
}

/// Ladders that began before their row was edited, by cycle.
public typealias BegunLadders = [CycleKey: Ladder]
