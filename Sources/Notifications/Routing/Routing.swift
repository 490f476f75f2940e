public import BusinessTime
public import People
public import ServiceLevels
import Support

/// Finds by which channels a message goes, and whom it is for.
public struct Routing: Sendable {
    let routes: Routes
    let people: Directory
    let audiences: [String: Audience]

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
        /// Whether others hear of the same on the same channel sooner.
        var isRemainder = false

        /// Whom it is for, as the ledger has it: `owner:li.si`, or the role alone.
        var names: [String] {
            recipients.map { recipient in
                recipient.id.map { "\(recipient.role):\($0)" } ?? recipient.role
            }
        }
    }

    /// By which channels some roles are told of something about a ticket at a moment, and who.
    func addresses(of roles: [String], ticket: Ticket, now: Instant) -> [Address] {
        var found: [Address] = []
        let hearings = self.hearings(of: roles, ticket: ticket, now: now)
        let standsFor = Dictionary(uniqueKeysWithValues: hearings.map { ($0.role, $0.standsFor) })
        for hearing in hearings {
            for channel in hearing.channels {
                // A person is told once; a program that the role has is none the less to know.
                let isProgram = isProgram(channel)
                if hearing.isToldAlready, !isProgram { continue }
                var recipients = hearing.isToldAlready ? [] : recipients(of: hearing, standsFor)
                if isProgram {
                    recipients += hearing.others.map {
                        .init(
                            role: hearing.role,
                            id: $0.person,
                            person: ContactMask.masked($0.name).bounded(to: 200)
                        )
                    }
                }
                let told = recipients.flatMap(\.tells).uniqued
                if let place = found.firstIndex(where: { $0.channel == channel }) {
                    found[place].recipients = (found[place].recipients + recipients).uniqued
                    found[place].roles = (found[place].roles + told).uniqued
                } else {
                    found.append(Address(channel: channel, roles: told, recipients: recipients))
                }
            }
        }
        return found
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
        guard !isProgram(channel) else { return nil }
        let untils: [Instant?] = names.split(separator: ",").map { name in
            let id = name.split(separator: ":", maxSplits: 1).dropFirst().first.map(String.init)
            return people.quietHours(of: id)?.holdsBack(kind, about: ticket, at: now)
        }
        return untils.contains(nil) ? nil : untils.compactMap(\.self).min()
    }

    /// Whom a message is for; `standsFor` are the roles without anybody whose place a role takes.
    private func recipients(
        of hearing: Hearing,
        _ standsFor: [String: [String]]
    ) -> [AlertMessage.Recipient] {
        func stands(_ role: String) -> [String]? {
            standsFor[role].flatMap { $0.isEmpty ? nil : $0 }
        }
        if hearing.recipients.isEmpty {
            return [.init(role: hearing.role, person: nil, standsFor: stands(hearing.role))]
        }
        return hearing.recipients.flatMap { recipient in
            recipient.roles.map { role in
                AlertMessage.Recipient(
                    role: role,
                    id: recipient.person,
                    person: ContactMask.masked(recipient.name).bounded(to: 200),
                    standsFor: stands(role)
                )
            }
        }
    }

    /// The messages by which all at an address are told: those who sleep have one of their own,
    /// which waits for them.
    func split(
        _ address: Address,
        kind: AlertKind,
        ticket: Ticket,
        now: Instant
    ) -> [Address] {
        // What speaks of no ticket tells of trouble with the daemon itself: nobody sleeps through it.
        guard !isProgram(address.channel), !ticket.id.isEmpty else {
            return [address]
        }
        var groups: [(until: Instant?, recipients: [AlertMessage.Recipient])] = []
        for recipient in address.recipients {
            let quiet = people.quietHours(of: recipient.id)
            let until = quiet?.holdsBack(kind, about: ticket, at: now)
            if let place = groups.firstIndex(where: { $0.until == until }) {
                groups[place].recipients.append(recipient)
            } else {
                groups.append((until, [recipient]))
            }
        }
        groups.sort { ($0.until ?? .distantPast) < ($1.until ?? .distantPast) }
        return groups.enumerated().map { place, group in
            Address(
                channel: address.channel,
                roles: group.recipients.flatMap(\.tells).uniqued,
                recipients: group.recipients,
                isRemainder: place > 0
            )
        }
    }
}

extension AlertMessage.Recipient {
    /// The roles whose steps they hear.
    fileprivate var tells: [String] { [role] + (standsFor ?? []) }
}
