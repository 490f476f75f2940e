public import BusinessTime
import Support

/// That a turn of a clock was met or missed: settled when it happened, under the level, policy
/// and calendar of that moment (`figures.md`, section 2).
public struct Decision: Sendable, Hashable {
    /// What was decided.
    public enum Verdict: String, Sendable, Hashable {
        /// Satisfied by the deadline in force.
        case met
        /// Satisfied by a later time that was promised beforehand.
        case renegotiated
        /// The deadline in force passed.
        case missed
        /// Finished before the deadline without having been satisfied: neither met nor missed.
        case ended
    }

    /// What was decided.
    public var verdict: Verdict
    /// When.
    public var at: Instant
    /// The id of the standard's rule that decided.
    public var rule: String
    /// The level that decided, as it was written; nil where the ticket had none.
    public var level: String?
    /// The deadline in force: the standard's, or a time promised.
    public var due: Instant?
    /// The standard's own deadline.
    public var standardDue: Instant?
    /// When it was satisfied, if it was by then.
    public var satisfied: Instant?
    /// The kinds of event that it rests on.
    public var kinds: [String]
    /// Tells the facts that it rests on from others: corrected facts decide anew.
    public var facts: Int64

    /// Makes a decision.
    public init(
        verdict: Verdict,
        at: Instant,
        rule: String,
        level: String?,
        due: Instant?,
        standardDue: Instant?,
        satisfied: Instant?,
        kinds: [String],
        facts: Int64
    ) {
        self.verdict = verdict
        self.at = at
        self.rule = rule
        self.level = level
        self.due = due
        self.standardDue = standardDue
        self.satisfied = satisfied
        self.kinds = kinds
        self.facts = facts
    }

    /// Whether it still holds: no fact from before it was added or corrected since, and what was
    /// finished was not reopened.
    public func holds(for ticket: Ticket) -> Bool {
        ticket.facts(of: kinds, upTo: at) == facts && !isReopened(in: ticket)
    }

    /// Missed stays missed however often the ticket is reopened, and answered stays answered.
    private func isReopened(in ticket: Ticket) -> Bool {
        guard verdict != .missed, kinds.contains(Self.finished) else { return false }
        let end = satisfied ?? at
        return ticket.events.contains { $0.kind == Milestone.reopened && $0.at >= end }
    }

    /// Stands among the kinds of a decision in which finishing the ticket had part.
    ///
    /// A reopening undoes such a decision. No event is of that kind.
    static let finished = "*finished"
}

extension Ticket {
    /// A number for what happened up to an instant, of some kinds; the same over restarts.
    func facts(of kinds: [String], upTo end: Instant) -> Int64 {
        var hash = StableHash()
        for event in events where event.at <= end && kinds.contains(event.kind) {
            hash.mix(event.kind)
            hash.mix(event.at.milliseconds)
            hash.mix(event.by ?? "")
            hash.mix(event.subject ?? "")
            hash.mix(event.due?.milliseconds ?? 0)
        }
        return hash.value
    }
}
