public import BusinessTime
public import ServiceLevels

extension Directory {
    /// The recipients for a role about a ticket at a moment.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - ticket: the ticket whose attributes name people.
    ///   - moment: the time of the message, which decides who is on duty and who is away.
    /// - Returns: the persons of the first source that finds somebody, with deputies in place of
    ///   those away; the fallback roles if sources are configured and find nobody.
    public func resolve(_ role: String, for ticket: Ticket, at moment: Instant) -> Resolution {
        resolve([role], for: ticket, at: moment)
    }

    /// The recipients for several roles about a ticket at a moment.
    ///
    /// A person with several roles, such as owner and first responder, is notified once (S1-12):
    /// under the first role, with all roles listed.
    public func resolve(
        _ roles: [String],
        for ticket: Ticket,
        at moment: Instant
    ) -> Resolution {
        var search = Search(directory: self, ticket: ticket, moment: moment)
        var resolution = Resolution(entries: [], reasons: [])
        for role in roles {
            let found = search.recipients(of: role)
            if !found.isEmpty || self.roles[role] == nil {
                resolution.add(found, under: role, standingFor: nil)
                continue
            }
            let substitutes = fallback.filter { $0 != role }.map { ($0, search.recipients(of: $0)) }
                .filter { substitute, found in !found.isEmpty || self.roles[substitute] == nil }
            if substitutes.isEmpty {
                search.note(role, nil, .nobody)
                resolution.add([], under: role, standingFor: nil)
                continue
            }
            search.note(role, nil, .fallback(substitutes.map(\.0)))
            for (substitute, found) in substitutes {
                resolution.add(found, under: substitute, standingFor: role)
            }
        }
        resolution.reasons = search.reasons
        return resolution
    }

    /// The substitute for a person at a moment: the person if present, else the deputy, else the
    /// deputy's deputy; nil if none is present.
    public func standIn(for person: String, at moment: Instant) -> String? {
        var asked: Set<String> = []
        var next: String? = person
        while let id = next, let candidate = persons[id], asked.insert(id).inserted {
            if candidate.away(at: moment) == nil { return id }
            next = candidate.deputy
        }
        return nil
    }
}

extension Resolution {
    /// Adds the recipients of a role, each only once over all roles.
    fileprivate mutating func add(
        _ found: [Recipient],
        under role: String,
        standingFor missing: String?
    ) {
        let place = entries.firstIndex { $0.role == role } ?? entries.count
        if place == entries.count {
            entries.append(Entry(role: role, standsFor: [], recipients: []))
        }
        if let missing, !entries[place].standsFor.contains(missing) {
            entries[place].standsFor.append(missing)
        }
        for recipient in found where !merge(recipient, role) {
            entries[place].recipients.append(recipient)
        }
    }

    /// Adds a role to a recipient already present; false if there is none.
    private mutating func merge(_ recipient: Recipient, _ role: String) -> Bool {
        for entry in entries.indices {
            for index in entries[entry].recipients.indices
            where entries[entry].recipients[index].identity == recipient.identity {
                var known = entries[entry].recipients[index]
                if !known.roles.contains(role) { known.roles.append(role) }
                known.deputyOf += recipient.deputyOf.filter { !known.deputyOf.contains($0) }
                entries[entry].recipients[index] = known
                return true
            }
        }
        return false
    }
}
