/// The attributes that policies and messages read, each with its slot.
///
/// A store reads its columns in this order, so that a predicate finds a value by position.
public struct AttributeLayout: Sendable, Hashable {
    /// The attributes' names, by slot.
    public private(set) var names: [String]

    /// A repeated name keeps its first slot.
    public init(_ names: [String] = []) {
        self.names = []
        for name in names { _ = slot(adding: name) }
    }

    /// The slot of a name; nil if nothing reads the attribute.
    public func slot(_ name: String) -> Int? {
        names.firstIndex(of: name)
    }

    /// The slot of a name, added if it is new.
    public mutating func slot(adding name: String) -> Int {
        if let slot = slot(name) { return slot }
        names.append(name)
        return names.count - 1
    }

    /// The attributes that messages and journal entries need, whatever the policies read.
    public static let standard = AttributeLayout([
        "status", "priority", "kind", "owner", "first_responder", "supervisor", "team",
        "department", "customer", "title",
    ])
}
