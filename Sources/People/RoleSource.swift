/// Where the persons of a role come from.
public enum RoleSource: Sendable, Hashable {
    /// An attribute of the ticket that names persons or groups.
    case attribute(String)
    /// Persons by id.
    case persons([String])
    /// The members of a group.
    case group(String)
    /// The members of the groups named by an attribute of the ticket.
    case groupNamed(String)
    /// The heads of the groups named by an attribute of the ticket.
    case headOf(String)
    /// The person on duty.
    case roster(String)
    /// The superiors of those who have another role, present or away.
    case superiorOf(String)

    /// The source in English words: `superior of owner`.
    public var text: String {
        switch self {
        case .attribute(let name): "attribute \(name)"
        case .persons(let ids): ids.joined(separator: ", ")
        case .group(let name): "group \(name)"
        case .groupNamed(let name): "group named by \(name)"
        case .headOf(let name): "head of \(name)"
        case .roster(let name): "roster \(name)"
        case .superiorOf(let role): "superior of \(role)"
        }
    }

    /// The attribute of the ticket that it reads, if any.
    public var attribute: String? {
        switch self {
        case .attribute(let name), .groupNamed(let name), .headOf(let name): name
        case .persons, .group, .roster, .superiorOf: nil
        }
    }
}
