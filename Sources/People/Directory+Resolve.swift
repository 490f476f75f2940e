public import BusinessTime
public import ServiceLevels

extension Directory {
    /// Who hears for a role about a ticket at a moment.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - ticket: the ticket whose attributes name people.
    ///   - moment: when they would hear: decides who is on duty, and who is away.
    /// - Returns: the persons of the first source that finds somebody, those who are away replaced
    ///   by their deputies; where sources are configured and find nobody, the fallback roles.
    public func resolve(_ role: String, for ticket: Ticket, at moment: Instant) -> Resolution {
        resolve([role], for: ticket, at: moment)
    }

    /// Who hears for several roles about a ticket at a moment.
    ///
    /// Owner and first responder are told once where they are one person (S1-12): whoever is found
    /// under several roles stands under the first, with all of them listed.
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

    /// Whoever takes a person's place at a moment: the person where they are there, else their
    /// deputy, else the deputy's deputy; nil where nobody of them is there.
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
    /// Adds those found for a role, each of them only once over all roles.
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

    /// Adds a role to somebody who is there already; false where they are not.
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
