/// Several persons under one name, such as a support group or a department.
public struct Group: Sendable, Hashable {
    /// The key in the file, used by roles and tickets.
    public var name: String
    /// Other names that tickets use for it.
    public var aliases: [String]
    public var members: [String]
    /// The id of the person at its head, who need not be a member.
    public var head: String?

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
