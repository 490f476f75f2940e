import Notifications
import People
import ServiceLevels

/// Finds roles that can never reach anyone, and their steps.
struct ReachCheck {
    let routes: Routes
    let people: Directory
    /// The kinds of channels by name.
    let kinds: [String: String]
    let policies: [Policy]
    let administrators: [String]

    /// A line for each such role, with its steps.
    var warnings: [String] {
        let used = policies.reduce(into: Set(administrators + people.fallback)) {
            $0.formUnion($1.roles)
        }
        return used.sorted().compactMap { role in
            fault(of: role).map { "role '\(role)' \($0)\(steps(naming: role))" }
        }
    }

    private func fault(of role: String) -> String? {
        let channels = routes.channels(of: [role]).map(\.channel)
        if channels.isEmpty { return "has no channel: what it is to hear is only logged" }
        let candidates = people.candidates(of: role)
        let sources = people.roles[role] ?? []
        if !sources.isEmpty, candidates.isEmpty, !people.mayBeUnlisted(role) {
            let list = sources.map(\.text).joined(separator: "; ")
            return "can never find anyone by its sources (\(list))"
        }
        // A role without persons is notified as a whole, and the members of a mailing list are
        // unknown.
        guard !people.persons.isEmpty, channels.allSatisfy({ kinds[$0] == "email" }) else {
            return nil
        }
        let isReached = channels.contains { channel in
            candidates.contains { id in
                people.persons[id]?.handle(channel: channel, type: "email") != nil
            }
        }
        if isReached { return nil }
        return "has only mail (\(channels.joined(separator: ", "))), and nobody who could have "
            + "the role has a handle 'email'"
    }

    /// The steps and notices of a role: the first few, and the number of the others.
    private func steps(naming role: String) -> String {
        var found: [String] = []
        for policy in policies {
            for clock in policy.clocks {
                for step in clock.cases.flatMap(\.ladder) where step.roles.contains(role) {
                    let text = "policy \(policy.id), clock \(clock.id), step \(step.name)"
                    if !found.contains(text) { found.append(text) }
                }
            }
            for notice in policy.notices where notice.roles.contains(role) {
                found.append("policy \(policy.id), notice \(notice.id)")
            }
        }
        if found.isEmpty { return "" }
        let rest = found.count > 3 ? "; and \(found.count - 3) more" : ""
        return " (\(found.prefix(3).joined(separator: "; "))\(rest))"
    }
}
