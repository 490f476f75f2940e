import BusinessTime
import Foundation
import Notifications

/// One message that a vendor took.
struct Heard {
    /// One thing that it tells.
    struct Item: Equatable {
        var ticket: String
        var clock: String
        var kind: String
        /// Empty where a digest tells of it, which names no step.
        var step: String
        var occurrence: Int
        /// When the turn began, as the message has it.
        var started: String
        var due: String?
        var promises: Int
    }

    var at: Instant
    var channel: String
    var id: String
    var kind: String
    var roles: Set<String>
    var items: [Item]
    /// Whether a program took it and said that it did not, or nothing before the daemon was killed.
    var wasDenied = false

    init?(_ outgoing: OutgoingMessage, channel: String, at: Instant) {
        guard
            let message = try? AlertMessage.decoder.decode(
                AlertMessage.self,
                from: Data(outgoing.body)
            )
        else { return nil }
        let data = message.data
        self.at = at
        self.channel = channel
        id = outgoing.id
        kind = data.kind
        roles = Set(data.recipients.flatMap { [$0.role] + ($0.standsFor ?? []) })
        items = data.alerts.map { alert in
            Item(
                ticket: data.ticket?.id ?? "",
                clock: alert.clock,
                kind: alert.kind,
                step: alert.step,
                occurrence: alert.occurrence,
                started: alert.started,
                due: alert.due,
                promises: alert.explanation?.promises ?? 0
            )
        }
        for member in data.digest?.members ?? [] {
            items.append(
                Item(
                    ticket: member.ticket,
                    clock: Self.clock(ofRule: member.rule),
                    kind: member.kind,
                    step: "",
                    occurrence: 1,
                    started: "",
                    due: member.due,
                    promises: 0
                )
            )
        }
    }

    private static func clock(ofRule rule: String) -> String {
        rule.hasPrefix("rule-") ? String(rule.dropFirst(5)) : rule
    }

    /// For traces: `breach T1 response owner → owner`.
    var line: String {
        let told = items.map { "\($0.kind) \($0.ticket) \($0.clock) \($0.step).\($0.occurrence)" }
        let what = told.isEmpty ? kind : told.joined(separator: " + ")
        return "\(at.iso8601()) \(channel): \(what) → \(roles.sorted().joined(separator: ","))"
    }
}
