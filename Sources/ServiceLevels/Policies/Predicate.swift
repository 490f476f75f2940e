import Support

/// A condition on a ticket's attributes.
public indirect enum Predicate: Sendable, Hashable {
    /// True of every ticket.
    case always
    /// True if all are.
    case all([Predicate])
    /// True if at least one is.
    case any([Predicate])
    /// True if the other is not.
    case not(Predicate)
    /// A test of one attribute's value; explanations show `name`.
    case attribute(slot: Int, name: String, ValueTest)

    public func holds(for ticket: Ticket) -> Bool {
        switch self {
        case .always: true
        case .all(let parts): parts.allSatisfy { $0.holds(for: ticket) }
        case .any(let parts): parts.contains { $0.holds(for: ticket) }
        case .not(let part): !part.holds(for: ticket)
        case .attribute(let slot, _, let test):
            test.holds(for: slot < ticket.values.count ? ticket.values[slot] : nil)
        }
    }
}

/// A test of one attribute's value.
public enum ValueTest: Sendable, Hashable {
    /// The value is one of these; an empty value never is.
    case oneOf(TextSet)
    /// The value is not empty.
    case present
    /// The value is a number of at least this much.
    case atLeast(Double)
    /// The value is a number of at most this much.
    case atMost(Double)
    /// The value contains one of these texts, ignoring case and width.
    case contains([String])
    /// The value has fewer characters than this; an empty value has none.
    case shorterThan(Int)

    /// Whether the test holds for a value; nil, "" and blanks are empty.
    ///
    /// Values are compared as by `String.folded`.
    public func holds(for value: String?) -> Bool {
        let value = value ?? ""
        return switch self {
        case .oneOf(let values): values.contains(value)
        case .present: !value.isBlank
        case .atLeast(let bound): Double(value.folded).map { $0 >= bound } ?? false
        case .atMost(let bound): Double(value.folded).map { $0 <= bound } ?? false
        case .contains(let parts): Self.isAny(of: parts, in: value)
        case .shorterThan(let count): value.trimmingBlanks.count < count
        }
    }

    /// Compares as written, then folded.
    ///
    /// Blanks of a part belong to it.
    private static func isAny(of parts: [String], in value: String) -> Bool {
        if parts.contains(where: value.contains) { return true }
        let value = value.folding(trimming: false)
        return parts.contains { value.contains($0.folding(trimming: false)) }
    }
}
