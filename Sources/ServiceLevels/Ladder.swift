import BusinessTime

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
        // FNV-1a: Swift's own hashes differ from one process to the next.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0x1F) &* 0x100_0000_01b3
        }
        mix(rule)
        for step in steps {
            mix(step.name)
            mix(step.kind.rawValue)
            switch step.moment {
            case .fraction(let part): mix("at \(part)")
            case .offset(let span): mix("after \(span.milliseconds)")
            }
            mix("every \(step.every?.milliseconds ?? 0)")
            for role in step.roles { mix(role) }
        }
        mark = Int64(bitPattern: hash)
    }
}

/// Ladders that began before their row was edited, by turn.
public typealias BegunLadders = [TurnID: Ladder]
