public import BusinessTime
public import People
public import ServiceLevels

/// Those who hear of something under one role, and by which channels.
public struct Hearing: Sendable {
    /// The role as the ladder names it.
    public var role: String
    /// The roles without anybody whose place it takes.
    public var standsFor: [String]
    /// Those who stand under this role.
    public var recipients: [Recipient]
    /// Those who have it too and stand under an earlier one, where they are told.
    public var others: [Recipient]
    /// The channels that the role is reached by.
    public var channels: [String]

    /// Whether all that have the role are told under an earlier one.
    var isToldAlready: Bool { recipients.isEmpty && !others.isEmpty }

    /// Whether nobody is named: the role is told as a whole.
    public var isWhole: Bool { recipients.isEmpty && others.isEmpty }
}

extension Routing {
    /// Who hears of something about a ticket at a moment: the one place where it is decided.
    ///
    /// - Parameters:
    ///   - roles: the roles to be told, in order.
    ///   - ticket: the ticket.
    ///   - now: the moment.
    /// - Returns: one for each role that is told, in order.
    public func hearings(of roles: [String], ticket: Ticket, now: Instant) -> [Hearing] {
        let resolution = people.resolve(roles, for: ticket, at: now)
        return resolution.entries.map { entry in
            Hearing(
                role: entry.role,
                standsFor: entry.standsFor,
                recipients: entry.recipients,
                others: resolution.recipients.filter {
                    $0.roles.contains(entry.role) && !entry.recipients.contains($0)
                },
                channels: routes.roles[entry.role] ?? []
            )
        }
    }

    /// Until when a person's quiet hours hold something back on any of some channels; nil where
    /// nothing does.
    ///
    /// Programs have no quiet hours, whoever it is that they are told of.
    public func quietUntil(
        person: String?,
        channels: [String],
        kind: AlertKind,
        ticket: Ticket,
        now: Instant
    ) -> Instant? {
        guard channels.contains(where: { !isProgram($0) }) else { return nil }
        return people.quietHours(of: person)?.holdsBack(kind, about: ticket, at: now)
    }

    /// Whether a channel rings nobody: what is not named rings a program.
    func isProgram(_ channel: String) -> Bool { audiences[channel] ?? .program == .program }
}
