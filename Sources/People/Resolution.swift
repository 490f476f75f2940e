public import BusinessTime
import ServiceLevels
import Support

/// The recipients for some roles at a moment, with the reasons.
public struct Resolution: Sendable, Hashable {
    /// A role by whose channels somebody is notified.
    public struct Entry: Sendable, Hashable {
        public var role: String
        /// The roles without persons that it replaces; empty if it was asked for itself.
        public var standsFor: [String]
        /// The recipients under this role and no earlier one.
        ///
        /// Empty if all of them stand under earlier roles, or if the role is notified as a whole.
        public var recipients: [Recipient]
    }

    /// Why somebody was found or not.
    public struct Reason: Sendable, Hashable {
        public let role: String
        /// Nil if the role as a whole is meant.
        public let source: RoleSource?
        public let finding: Finding
    }

    /// The result of looking for somebody.
    public enum Finding: Sendable, Hashable {
        /// Persons, by id.
        case found([String])
        /// A name that no list has: it can be shown, but not addressed.
        case unlisted(String)
        /// The first is away until then; the second substitutes.
        case deputy(of: String, is: String, until: Instant)
        /// The person is away until then, and no deputy is present.
        case away(String, until: Instant)
        /// Nobody.
        case nobody
        /// Nobody has the role; these roles replace it.
        case fallback([String])
    }

    /// The roles in the order of the request, each once.
    public internal(set) var entries: [Entry]
    /// How the recipients were found, in order.
    public internal(set) var reasons: [Reason]

    /// All recipients, each once.
    public var recipients: [Recipient] { entries.flatMap(\.recipients) }
    /// The roles by whose channels somebody is notified.
    public var roles: [String] { entries.map(\.role) }
}

/// A person or name to notify.
public struct Recipient: Sendable, Hashable {
    public enum Identity: Sendable, Hashable {
        /// A person of the directory, by id.
        case person(String)
        /// A name from a ticket that the directory lacks.
        case unlisted(String)

        /// Names are compared as by `String.folded`, ids literally.
        public static func == (left: Identity, right: Identity) -> Bool {
            switch (left, right) {
            case (.person(let one), .person(let other)): one == other
            case (.unlisted(let one), .unlisted(let other)): one.isSameName(as: other)
            default: false
            }
        }

        public func hash(into hasher: inout Hasher) {
            switch self {
            case .person(let id): hasher.combine(id)
            case .unlisted(let name): hasher.combine(name.folded)
            }
        }
    }

    public let identity: Identity
    public let name: String
    /// All their roles in this message; they are listed under the first.
    public internal(set) var roles: [String]
    /// The ids of absent persons they substitute for.
    public internal(set) var deputyOf: [String]

    /// The person's id; nil for a name that the directory lacks.
    public var person: String? {
        guard case .person(let id) = identity else { return nil }
        return id
    }
}
