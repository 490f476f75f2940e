public import BusinessTime
import Support

/// A word in a ticket that neither files nor store know, so that a default applies.
public struct UnknownWord: Sendable, Hashable {
    public enum Topic: Sendable, Hashable {
        /// A value of an attribute whose values a policy names.
        case attribute(String, policy: String, values: [String])
        /// A status without a row in `statuses`.
        case status
        /// A person in an attribute that fills roles.
        case person(attribute: String)
        /// A kind of event, with the nearest known one.
        case event(nearest: String?)
        /// A reception in the future.
        case reception(at: Instant)
    }

    public let topic: Topic
    /// The word as first written.
    public let text: String

    public init(_ topic: Topic, _ text: String) {
        self.topic = topic
        self.text = text
    }

    /// The key for reporting it once: ignoring case, width and surrounding blanks.
    public var key: String {
        switch topic {
        case .attribute(let name, let policy, _): "\(policy)/\(name)/\(text.folded)"
        case .status: "status/\(text.folded)"
        case .person(let attribute): "person/\(attribute)/\(text.folded)"
        case .event: "event/\(text.folded)"
        case .reception: "reception/\(text)"
        }
    }

    /// The problem in one line.
    public var message: String {
        switch topic {
        case .attribute(let name, let policy, _):
            "\(name) '\(shown)' is none that policy '\(policy)' knows: it counts as any other"
        case .status:
            "status '\(shown)' means nothing: it neither closes a ticket nor stops its clocks"
        case .person(let attribute):
            "\(attribute) '\(shown)' is nobody in the people files: the role is told as a whole"
        case .event: "events '\(shown)' mean nothing: no policy names that kind"
        case .reception(let at):
            "ticket '\(shown)' is received only at \(at.iso8601()): its clocks have not begun"
        }
    }

    /// The line that fixes it.
    public var remedy: String {
        switch topic {
        case .attribute(let name, let policy, let values):
            Self.synonym(name, policy, values, shown)
        case .status:
            "INSERT INTO statuses(status, milestone, paused) VALUES ('\(quoted)', MEANING, 0); "
                + "-- MEANING: 'closed', 'resolved', 'handling_started', 'waiting' with 1, or NULL"
        case .person:
            "people.persons: aliases: ['\(quoted)'] under whoever it is, "
                + "or '\(quoted)': {name: '\(quoted)'} for somebody new"
        case .event(let nearest):
            (nearest.map { "INSERT INTO ticket_events(ticket, kind) VALUES (ID, '\($0)'); or " }
                ?? "")
                + "name it in a policy: satisfied_by: {events: ['\(quoted)']}"
        case .reception:
            "UPDATE tickets SET received_at = MILLISECONDS WHERE id = '\(quoted)';"
        }
    }

    private static func synonym(
        _ name: String,
        _ policy: String,
        _ values: [String],
        _ shown: String
    ) -> String {
        let others =
            values.count > 1 ? " (or under \(values.dropFirst().joined(separator: ", ")))" : ""
        let word = shown.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "''")
        return "synonyms: {\(name): {\(values.first ?? "VALUE"): ['\(word)']}}\(others) "
            + "in policy '\(policy)'"
    }

    /// The word on one short line without contact data, as it may be any text.
    public var shown: String {
        let line = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " " as Character
            default: Character(scalar)
            }
        }
        let start = String(line.prefix(60))
        return ContactMask.masked(line.count > 60 ? start + "…" : start)
    }

    private var quoted: String {
        shown.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }
}
