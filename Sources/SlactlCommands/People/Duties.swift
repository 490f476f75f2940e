import BusinessTime
import Configuration
import Notifications
import People
import Reporting
import ServiceLevels
import Support

/// Who is on duty at a moment.
struct Duties {
    let configuration: Configuration
    let now: Instant
    /// The number of days of shifts to show, if any.
    let days: Int?

    private var people: Directory { configuration.people }
    private var rosters: [Roster] { people.rosters.values.sorted { $0.name < $1.name } }

    /// The roles that a roster may decide, with their present persons.
    private var roles: [(role: String, entries: [Resolution.Entry])] {
        let nothing = Ticket(key: 0, id: "", values: [], layout: .init(), events: [])
        return people.roles.keys.sorted().compactMap { role in
            let isOfRoster = people.roles[role]?.contains { source in
                guard case .roster = source else { return false }
                return true
            }
            guard isOfRoster == true else { return nil }
            return (role, people.resolve(role, for: nothing, at: now).entries)
        }
    }

    /// The shift at the moment, if any, and the next one.
    private func shifts(of roster: Roster) -> (now: Roster.Shift?, next: Roster.Shift?) {
        let current = roster.shift(at: now)
        return (current, roster.shifts(from: current?.to ?? now, count: 1).first)
    }

    private func listed(_ roster: Roster) -> [Roster.Shift] {
        days.map { roster.shifts(from: now, to: now + .days(Int64($0))) } ?? []
    }

    var text: String {
        if rosters.isEmpty { return "no rosters are configured" }
        let wall = WallText(zone: configuration.zone)
        var table = TextTable(["ROSTER", "ON DUTY", "SINCE", "UNTIL", "NEXT", "FROM"])
        for roster in rosters {
            let (current, next) = shifts(of: roster)
            table.add([
                roster.name, current.map(name) ?? "nobody",
                current.map { wall.text($0.from) } ?? "",
                current.map { wall.text($0.to) } ?? "", next.map(name) ?? "",
                next.map { wall.text($0.from) } ?? "",
            ])
        }
        var blocks = [table.text]
        if !roles.isEmpty {
            var table = TextTable(["ROLE", "PERSONS", "CHANNELS"])
            for (role, entries) in roles {
                for entry in entries {
                    let channels = configuration.routes.channels(of: [entry.role]).map(\.channel)
                    table.add([
                        entry.role == role ? role : "\(entry.role) in place of \(role)",
                        entry.recipients.map(text).joined(separator: ", "),
                        channels.joined(separator: ", "),
                    ])
                }
            }
            blocks.append(table.text)
        }
        if days != nil {
            var table = TextTable(["ROSTER", "FROM", "TO", "PERSON"])
            for roster in rosters {
                for shift in listed(roster) {
                    table.add([
                        roster.name, wall.dayText(shift.from), wall.dayText(shift.to), name(shift),
                    ])
                }
            }
            blocks.append(table.text)
        }
        return blocks.joined(separator: "\n\n")
    }

    /// The person of a shift; absence is known only for the moment.
    private func name(_ shift: Roster.Shift) -> String {
        var text = name(shift.person)
        if shift.isOverride { text += " (override)" }
        guard shift.from <= now, now < shift.to,
            let until = people.persons[shift.person]?.away(at: now)
        else { return text }
        let back =
            until == .distantFuture
            ? "" : " until \(WallText(zone: configuration.zone).text(until))"
        let standIn = people.standIn(for: shift.person, at: now).map { ", deputy \(name($0))" }
        return text + " (away\(back)\(standIn ?? ", no deputy"))"
    }

    private func text(_ recipient: Recipient) -> String {
        let name = ContactMask.masked(recipient.name)
        if recipient.deputyOf.isEmpty { return name }
        return "\(name) for \(recipient.deputyOf.map(self.name).joined(separator: ", "))"
    }

    private func name(_ id: String) -> String {
        ContactMask.masked(people.persons[id]?.name ?? id)
    }

    var json: JSONValue {
        .record([
            "now": .time(now, in: configuration.zone),
            "rosters": .array(
                rosters.map { roster in
                    let (current, next) = shifts(of: roster)
                    let standIn = current.flatMap { people.standIn(for: $0.person, at: now) }
                    var members: [String: JSONValue] = [
                        "roster": .string(roster.name),
                        "zone": .string(roster.zone.name),
                        "shift": current.map(json) ?? .null,
                        "next": next.map(json) ?? .null,
                        "reached": JSONValue(standIn),
                    ]
                    if days != nil { members["shifts"] = .array(listed(roster).map(json)) }
                    return .record(members)
                }
            ),
            "roles": .array(
                roles.flatMap { role, entries in
                    entries.map { entry in
                        .record([
                            "role": .string(entry.role),
                            "stands_for": .texts(entry.standsFor),
                            "channels": .texts(
                                configuration.routes.channels(of: [entry.role]).map(\.channel)
                            ),
                            "persons": .array(
                                entry.recipients.map { recipient in
                                    .record([
                                        "id": JSONValue(recipient.person),
                                        "name": .string(ContactMask.masked(recipient.name)),
                                        "deputy_of": .texts(recipient.deputyOf),
                                    ])
                                }
                            ),
                        ])
                    }
                }
            ),
        ])
    }

    private func json(_ shift: Roster.Shift) -> JSONValue {
        .record([
            "from": .time(shift.from, in: configuration.zone),
            "to": .time(shift.to, in: configuration.zone),
            "person": .string(shift.person),
            "name": .string(name(shift.person)),
            "override": .bool(shift.isOverride),
        ])
    }
}
