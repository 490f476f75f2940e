/// Several persons who can be named as one, such as a support group or a department.
public struct Group: Sendable, Hashable {
    /// The key in the file, by which roles and tickets refer to the group.
    public var name: String
    /// What else tickets call it.
    public var aliases: [String]
    /// The ids of its members, in the order of the file.
    public var members: [String]
    /// The id of the person at its head, who need not be a member.
    public var head: String?

    /// Makes a group.
    public init(
        name: String,
        aliases: [String] = [],
        members: [String],
        head: String? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.members = members
        self.head = head
    }
}
