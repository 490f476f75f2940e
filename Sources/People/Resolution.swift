public import BusinessTime
import ServiceLevels
import Support

/// Who hears for some roles at a moment, and why.
public struct Resolution: Sendable, Hashable {
    /// A role through whose channels somebody is told.
    public struct Entry: Sendable, Hashable {
        /// The role.
        public var role: String
        /// The roles without anybody whose place it takes; empty where it was asked for itself.
        public var standsFor: [String]
        /// Those who are told under this role and no earlier one.
        ///
        /// Empty where all who have the role stand under earlier ones, and where it is only reached
        /// as a whole, through its channels.
        public var recipients: [Recipient]
    }

    /// Why somebody was found or not.
    public struct Reason: Sendable, Hashable {
        /// The role that was looked for.
        public let role: String
        /// Where; nil where it is about the role as a whole.
        public let source: RoleSource?
        /// What came of it.
        public let finding: Finding
    }

    /// What came of looking for somebody.
    public enum Finding: Sendable, Hashable {
        /// These persons, by id.
        case found([String])
        /// A name that is in no list: it can be shown, and not be addressed.
        case unlisted(String)
        /// The first is away until then, and the second takes their place.
        case deputy(of: String, is: String, until: Instant)
        /// The person is away until then, and no deputy is there.
        case away(String, until: Instant)
        /// Nobody.
        case nobody
        /// Nobody in the role, so these roles take its place.
        case fallback([String])
    }

    /// The roles in the order in which they were asked for, each once.
    public internal(set) var entries: [Entry]
    /// How it came to that, in order.
    public internal(set) var reasons: [Reason]

    /// Everybody who is told, each once.
    public var recipients: [Recipient] { entries.flatMap(\.recipients) }
    /// The roles through whose channels somebody is told.
    public var roles: [String] { entries.map(\.role) }
}

/// Somebody who is told.
public struct Recipient: Sendable, Hashable {
    /// Who it is.
    public enum Identity: Sendable, Hashable {
        /// A person of the directory, by id.
        case person(String)
        /// A name that a ticket has and the directory has not.
        case unlisted(String)

        /// Names are compared as `String.folded` says, ids as they are.
        public static func == (left: Identity, right: Identity) -> Bool {
            switch (left, right) {
            case (.person(let one), .person(let other)): one == other
            case (.unlisted(let one), .unlisted(let other)): one.isSameName(as: other)
            default: false
            }
        }

        /// Hashes what is compared.
        public func hash(into hasher: inout Hasher) {
            switch self {
            case .person(let id): hasher.combine(id)
            case .unlisted(let name): hasher.combine(name.folded)
            }
        }
    }

    /// Who it is.
    public let identity: Identity
    /// What people call them.
    public let name: String
    /// All the roles they hear for; they stand under the first.
    public internal(set) var roles: [String]
    /// The ids of those who are away and whose place they take.
    public internal(set) var deputyOf: [String]

    /// The person's id; nil where they are unlisted.
    public var person: String? {
        guard case .person(let id) = identity else { return nil }
        return id
    }
}
