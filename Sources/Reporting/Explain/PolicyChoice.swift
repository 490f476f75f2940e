import Configuration
import ServiceLevels
import Support

/// Which policy is in force for a ticket, and why.
struct PolicyChoice {
    /// A policy that was tried.
    struct Trial {
        /// The policy's id.
        var policy: String
        /// The condition, and what the ticket has of the attributes in it.
        var reason: String
        /// Whether the condition holds.
        var holds: Bool
    }

    /// The policies in the order in which they were tried; the last is in force, if it holds.
    let trials: [Trial]
    /// The policy in force with its file; nil where there is none.
    let source: Configuration.PolicySource?

    /// Tries the policies of a configuration.
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

    /// A value as it may be shown: cut, and what reaches a person hidden.
    private static func shown(_ value: String, of name: String) -> String {
        if name == "contact" { return "…" }
        return ContactMask.masked(value).truncated(toWidth: 24)
    }
}
