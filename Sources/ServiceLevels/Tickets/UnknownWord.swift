public import BusinessTime
import Support

/// Something in a ticket that the files or the store say nothing of, so that a default holds.
public struct UnknownWord: Sendable, Hashable {
    /// Of what it is a word.
    public enum Topic: Sendable, Hashable {
        /// The value of an attribute that a policy tells apart by its own words.
        case attribute(String, policy: String, values: [String])
        /// A status without a row in `statuses`.
        case status
        /// Somebody in an attribute that roles are filled from.
        case person(attribute: String)
        /// A kind of event; with the nearest known one.
        case event(nearest: String?)
        /// The ticket whose reception is still to come.
        case reception(at: Instant)
    }

    /// Of what it is a word.
    public let topic: Topic
    /// The word as it was written first.
    public let text: String

    /// Makes an unknown word.
    public init(_ topic: Topic, _ text: String) {
        self.topic = topic
        self.text = text
    }

    /// What it is told once by: whatever its case, width and surrounding blanks.
    public var key: String {
        switch topic {
        case .attribute(let name, let policy, _): "\(policy)/\(name)/\(text.folded)"
        case .status: "status/\(text.folded)"
        case .person(let attribute): "person/\(attribute)/\(text.folded)"
        case .event: "event/\(text.folded)"
        case .reception: "reception/\(text)"
        }
    }

    /// What is the matter, in a line.
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

    /// The line that mends it.
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

    /// The word in one line that is not too long, without contact data: it may be any text.
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
