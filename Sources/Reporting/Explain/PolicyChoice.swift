import Configuration
import ServiceLevels
import Support

/// The policy in force for a ticket, and the reason.
struct PolicyChoice {
    /// A policy that was tried.
    struct Trial {
        var policy: String
        /// The condition, and the ticket's values of its attributes.
        var reason: String
        var holds: Bool
    }

    /// The policies in the order of trial; the last applies if its condition holds.
    let trials: [Trial]
    /// The policy in force with its file; nil if there is none.
    let source: Configuration.PolicySource?

    init(_ ticket: Ticket, in configuration: Configuration, language: Language) {
        var trials: [Trial] = []
        var found: Configuration.PolicySource?
        let candidates = zip(configuration.policies.entries, configuration.policySources)
        for (entry, source) in candidates where found == nil {
            let holds = entry.when.holds(for: ticket)
            let reason = Self.reason(entry.when, ticket, language)
            trials.append(Trial(policy: source.policy.id, reason: reason, holds: holds))
            if holds { found = source }
        }
        self.trials = trials
        source = found
    }

    /// The condition with the ticket's own values: `queue = vip  (queue: empty)`.
    static func reason(
        _ condition: Predicate,
        _ ticket: Ticket,
        _ language: Language
    ) -> String {
        let text = condition.text(in: language)
        let values = condition.attributeNames.map { name in
            "\(name): \(ticket[name].map { shown($0, of: name) } ?? "–")"
        }
        return values.isEmpty ? text : "\(text)  (\(values.joined(separator: ", ")))"
    }

    /// A value fit to show: short, with contact data masked.
    private static func shown(_ value: String, of name: String) -> String {
        if name == "contact" { return "…" }
        return ContactMask.masked(value).truncated(toWidth: 24)
    }
}
