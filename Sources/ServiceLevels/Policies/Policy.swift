/// A standard of service: its clocks and notices, and the authors that do not count.
public struct Policy: Sendable {
    /// The policy's name in files and messages.
    public var id: String
    /// The name shown to people.
    public var name: LocalizedText
    /// Authors that are programs; their replies are neither answer nor response.
    public var automatic: TextSet
    /// The statuses in which a pause ends with the customer's message, whatever the status says:
    /// the one exception to the rule that the row is the present state.
    public var waitsForCustomer: TextSet
    /// The clocks, in the order of the file.
    public var clocks: [Clock]
    /// The notices, in the order of the file.
    public var notices: [Notice]
    /// The words it knows for attributes, to detect unknown ones.
    public var words: PolicyWords

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

/// Assigns each ticket one policy or none.
///
/// Two standards give P1 different meanings, so a ticket never falls under both.
public struct PolicySet: Sendable {
    public struct Entry: Sendable {
        /// The tickets it applies to.
        public var when: Predicate
        public var policy: Policy

        public init(when: Predicate, policy: Policy) {
            self.when = when
            self.policy = policy
        }
    }

    /// The first assignment whose condition holds counts.
    public var entries: [Entry]
    /// The attributes that policies and messages read.
    public var layout: AttributeLayout

    public init(entries: [Entry], layout: AttributeLayout) {
        self.entries = entries
        self.layout = layout
    }

    /// The policy for a ticket; nil if none applies.
    public func policy(for ticket: Ticket) -> Policy? {
        entry(for: ticket).map { entries[$0].policy }
    }

    /// The index of the assignment for a ticket; nil if none applies.
    ///
    /// An index, since copying an entry costs more than testing its condition.
    public func entry(for ticket: Ticket) -> Int? {
        entries.indices.first { entries[$0].when.holds(for: ticket) }
    }
}

extension Policy {
    /// Every role that a step or notice names.
    public var roles: Set<String> {
        let steps = clocks.flatMap(\.cases).flatMap(\.ladder).flatMap(\.roles)
        return Set(steps + notices.flatMap(\.roles))
    }
}
