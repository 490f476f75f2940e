/// A standard of service: its clocks and notices, and whose events do not count.
public struct Policy: Sendable {
    /// The policy's name in files and messages.
    public var id: String
    /// What people call it.
    public var name: LocalizedText
    /// Authors that are programs: their replies are neither answer nor response.
    public var automatic: TextSet
    /// The statuses in which a wait ends with the customer's message, whatever the status goes on
    /// saying: the one exception to the row's being the truth about now.
    public var waitsForCustomer: TextSet
    /// The clocks, in the order of the file.
    public var clocks: [Clock]
    /// The notices, in the order of the file.
    public var notices: [Notice]
    /// The words it has for attributes, so that others can be told.
    public var words: PolicyWords

    /// Makes a policy.
    public init(
        id: String,
        name: LocalizedText,
        automatic: TextSet = [],
        waitsForCustomer: TextSet = [],
        clocks: [Clock],
        notices: [Notice] = [],
        words: PolicyWords = PolicyWords()
    ) {
        self.id = id
        self.name = name
        self.automatic = automatic
        self.waitsForCustomer = waitsForCustomer
        self.clocks = clocks
        self.notices = notices
        self.words = words
    }
}

/// Which policy is in force for which ticket: exactly one, or none.
///
/// Two standards give P1 different meanings, so a ticket never falls under both.
public struct PolicySet: Sendable {
    /// One assignment.
    public struct Entry: Sendable {
        /// Which tickets.
        public var when: Predicate
        /// The policy in force for them.
        public var policy: Policy

        /// Makes an assignment.
        public init(when: Predicate, policy: Policy) {
            self.when = when
            self.policy = policy
        }
    }

    /// The assignments; the first whose condition holds counts.
    public var entries: [Entry]
    /// The attributes that the policies and messages read.
    public var layout: AttributeLayout

    /// Makes a set.
    public init(entries: [Entry], layout: AttributeLayout) {
        self.entries = entries
        self.layout = layout
    }

    /// The policy in force for a ticket; nil where nothing is said of such tickets.
    public func policy(for ticket: Ticket) -> Policy? {
        entry(for: ticket).map { entries[$0].policy }
    }

    /// The place of the assignment that counts for a ticket; nil where none does.
    ///
    /// By index: an entry is large, and copying one costs more than asking its condition.
    public func entry(for ticket: Ticket) -> Int? {
        entries.indices.first { entries[$0].when.holds(for: ticket) }
    }
}

extension Policy {
    /// Every role that some step or notice names.
    public var roles: Set<String> {
        let steps = clocks.flatMap(\.cases).flatMap(\.ladder).flatMap(\.roles)
        return Set(steps + notices.flatMap(\.roles))
    }
}
