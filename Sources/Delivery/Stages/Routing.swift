public import BusinessTime
public import People
public import ServiceLevels

/// Finds by which channels a message goes, and whom it is for: the first stage of delivery.
public struct Routing: Sendable {
    private let routes: Routes
    private let people: Directory
    private let audiences: [String: Audience]

    /// Makes a routing.
    ///
    /// - Parameters:
    ///   - routes: which channels each role is reached by.
    ///   - people: who has which role.
    ///   - audiences: whom each channel rings; one that is not named rings a program.
    public init(routes: Routes, people: Directory, audiences: [String: Audience]) {
        self.routes = routes
        self.people = people
        self.audiences = audiences
    }

    /// A message to be sent: by which channel, for whom.
    struct Address: Sendable, Hashable {
        var channel: String
        /// The roles whose steps it tells, also of those nobody was found for.
        var roles: [String]
        var recipients: [AlertMessage.Recipient]

        /// Whom it is for, as the ledger has it: `owner:li.si`, or the role alone.
        var names: [String] {
            recipients.map { recipient in
                recipient.id.map { "\(recipient.role):\($0)" } ?? recipient.role
            }
        }
    }

    /// The messages that tell some roles of something about a ticket at a moment.
    ///
    /// Those who sleep are told by a message of their own, which waits for them.
    func addresses(
        of roles: [String],
        kind: AlertKind,
        ticket: Ticket,
        now: Instant
    ) -> [Address] {
        var found: [Address] = []
        let resolution = people.resolve(roles, for: ticket, at: now)
        for entry in resolution.entries {
            let isToldAlready =
                entry.recipients.isEmpty
                && resolution.recipients.contains { $0.roles.contains(entry.role) }
            if isToldAlready { continue }
            let recipients = recipients(of: entry)
            let told = [entry.role] + entry.standsFor + entry.recipients.flatMap(\.roles)
            for channel in routes.roles[entry.role] ?? [] {
                if let place = found.firstIndex(where: { $0.channel == channel }) {
                    found[place].recipients += recipients.filter {
                        !found[place].recipients.contains($0)
                    }
                    found[place].roles += told.filter { !found[place].roles.contains($0) }
                } else {
                    var roles: [String] = []
                    for role in told where !roles.contains(role) { roles.append(role) }
                    found.append(Address(channel: channel, roles: roles, recipients: recipients))
                }
            }
        }
        return found.flatMap { split($0, kind: kind, ticket: ticket, now: now) }
    }

    /// Until when a message has to wait as all it is for want to be left alone; nil to send it.
    ///
    /// - Parameters:
    ///   - names: whom it is for, as the ledger has it.
    ///   - channel: the channel it goes by.
    ///   - kind: what it is.
    ///   - ticket: the ticket as it is now.
    ///   - now: the moment.
    /// - Returns: when the first of them may be disturbed.
    public func quietUntil(
        _ names: String,
        channel: String,
        kind: AlertKind,
        ticket: Ticket,
        now: Instant
    ) -> Instant? {
        guard audiences[channel] ?? .program != .program else { return nil }
        let untils: [Instant?] = names.split(separator: ",").map { name in
            let id = name.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init)
            return quietHours(of: id)?.holdsBack(kind, about: ticket, at: now)
        }
        return untils.contains(nil) ? nil : untils.compactMap(\.self).min()
    }

    /// The quiet hours of a person; where nobody is known by name, those of everybody.
    private func quietHours(of person: String?) -> QuietHours? {
        guard let person else { return people.quiet }
        return people.quietHours(of: person)
    }

    private func recipients(of entry: Resolution.Entry) -> [AlertMessage.Recipient] {
        let stands = entry.standsFor.isEmpty ? nil : entry.standsFor
        if entry.recipients.isEmpty {
            return [.init(role: entry.role, person: nil, standsFor: stands)]
        }
        return entry.recipients.flatMap { recipient in
            recipient.roles.map { role in
                AlertMessage.Recipient(
                    role: role,
                    id: recipient.person,
                    person: ContactMask.masked(recipient.name).bounded(to: 200),
                    standsFor: role == entry.role ? stands : nil
                )
            }
        }
    }

    private func split(
        _ address: Address,
        kind: AlertKind,
        ticket: Ticket,
        now: Instant
    ) -> [Address] {
        // What speaks of no ticket tells of trouble with the watch itself: nobody sleeps through it.
        guard audiences[address.channel] ?? .program != .program, !ticket.id.isEmpty else {
            return [address]
        }
        var groups: [(until: Instant?, recipients: [AlertMessage.Recipient])] = []
        for recipient in address.recipients {
            let until = quietHours(of: recipient.id)?.holdsBack(kind, about: ticket, at: now)
            if let place = groups.firstIndex(where: { $0.until == until }) {
                groups[place].recipients.append(recipient)
            } else {
                groups.append((until, [recipient]))
            }
        }
        return groups.map { group in
            Address(
                channel: address.channel,
                roles: address.roles,
                recipients: group.recipients
            )
        }
    }
}
