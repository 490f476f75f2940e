public import BusinessTime
import Support

/// Records that a cycle was met or missed.
///
/// It is settled when it happens, under the level, policy and calendar of that moment
/// (`figures.md`, section 2).
public struct Decision: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable {
        /// Satisfied by the deadline in force.
        case met
        /// Satisfied by a later time that was promised beforehand.
        case renegotiated
        /// The deadline in force passed.
        case missed
        /// Finished before the deadline without being satisfied: neither met nor missed.
        case ended
    }

    public var verdict: Verdict
    public var at: Instant
    /// The id of the standard's rule that decided.
    public var rule: String
    /// The level that decided, as written; nil if the ticket had none.
    public var level: String?
    /// The deadline in force: the standard's or a promised time.
    public var due: Instant?
    /// The standard's own deadline.
    public var standardDue: Instant?
    /// When it was satisfied, if it was by then.
    public var satisfied: Instant?
    /// The kinds of event it depends on.
    public var kinds: [String]
    /// Fingerprint of the facts it depends on; corrected facts lead to a new decision.
    public var facts: Int64

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

    /// Whether it still holds: no earlier fact was added or corrected since, and nothing finished
    /// was reopened.
    public func holds(for ticket: Ticket) -> Bool {
        ticket.facts(of: kinds, upTo: at) == facts && !isReopened(in: ticket)
    }

    /// A reopening changes neither a miss nor an answer.
    private func isReopened(in ticket: Ticket) -> Bool {
        guard verdict != .missed, kinds.contains(Self.finished) else { return false }
        let end = satisfied ?? at
        return ticket.events.contains { $0.kind == Milestone.reopened && $0.at >= end }
    }

    /// Marks a decision to which finishing the ticket contributed.
    ///
    /// A reopening undoes such a decision. No event has this kind.
    static let finished = "*finished"
}

extension Ticket {
    /// A fingerprint of the events of some kinds up to an instant; stable over restarts.
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
