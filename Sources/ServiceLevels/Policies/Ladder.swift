import BusinessTime
import Support

/// The steps of a clock's row, with what tells them from other steps.
///
/// A ladder that has begun goes on as it stood then, however its file is edited: whoever was told
/// that the supervisor hears in an hour can rely on it.
public final class Ladder: Sendable {
    /// The id of the standard's rule that it belongs to.
    public let rule: String
    /// What is said when, in the order of the file.
    public let steps: [Step]
    /// The same for the same steps of the same rule, also after a restart.
    public let mark: Int64

    /// Makes a ladder.
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
            // As it always was for other ladders: those that the ledger keeps go by their marks.
            if let days = step.everyDays { hash.mix("every \(days) working days") }
            hash.mix("every \(step.every?.milliseconds ?? 0)")
            for role in step.roles { hash.mix(role) }
        }
        mark = hash.value
    }
}

/// Ladders that began before their row was edited, by turn.
public typealias BegunLadders = [CycleKey: Ladder]
