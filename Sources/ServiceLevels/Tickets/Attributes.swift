/// Which attributes of a ticket the policies and messages use, and the slot of each.
///
/// A store reads these columns in this order, so that a predicate finds its value by position.
public struct AttributeLayout: Sendable, Hashable {
    /// The attributes' names, by slot.
    public private(set) var names: [String]

    /// Makes a layout of these names; what comes twice keeps its first slot.
    public init(_ names: [String] = []) {
        self.names = []
        for name in names { _ = slot(adding: name) }
    }

    /// The slot of a name, nil where nothing uses it.
    public func slot(_ name: String) -> Int? {
        names.firstIndex(of: name)
    }

    /// The slot of a name, adding it where it is new.
    public mutating func slot(adding name: String) -> Int {
        if let slot = slot(name) { return slot }
        names.append(name)
        return names.count - 1
    }

    /// The attributes that messages and journal lines need, whatever the policies use.
    public static let standard = AttributeLayout([
        "status", "priority", "kind", "owner", "first_responder", "supervisor", "team",
        "department", "customer", "title",
    ])
}
