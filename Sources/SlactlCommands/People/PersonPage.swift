import BusinessTime
import Configuration
import People
import Reporting
import ServiceLevels
import Support

/// Shows persons, for people and programs.
struct PersonPage {
    let configuration: Configuration
    let now: Instant
    /// Whether to show handles in full.
    let showsContacts: Bool

    private var people: Directory { configuration.people }
    private var wall: WallText { WallText(zone: configuration.zone) }

    /// All persons, one a line.
    func table(_ persons: [Person]) -> String {
        if persons.isEmpty { return "no persons are configured" }
        var table = TextTable(["ID", "NAME", "NOW", "DEPUTY", "ROLES", "GROUPS", "ROSTERS"])
        for person in persons {
            table.add([
                person.id, ContactMask.masked(person.name), state(of: person),
                person.deputy ?? "", roles(of: person).joined(separator: ", "),
                groups(of: person).joined(separator: ", "),
                rosters(of: person).map(\.name).joined(separator: ", "),
            ])
        }
        return table.text
    }

    /// Everything about one person.
    func text(_ person: Person) -> String {
        var fields = FieldLines()
        fields.add("person", "\(person.id)  \(ContactMask.masked(person.name))")
        if !person.aliases.isEmpty {
            fields.add("aliases", person.aliases.map(ContactMask.masked).joined(separator: ", "))
        }
        fields.add("now", state(of: person))
        fields.add("superior", person.superior.map(named) ?? "none")
        fields.add("deputy", person.deputy.map(named) ?? "none")
        fields.add("roles", roles(of: person))
        fields.add("groups", groups(of: person))
        fields.add("head of", headed(by: person))
        fields.add("rosters", rosters(of: person).map { "\($0.name)\(duty(of: person, $0))" })
        fields.add(
            "away",
            person.absences.map { absence in
                absence.until == .distantFuture
                    ? "from \(wall.text(absence.from))"
                    : "\(wall.text(absence.from)) - \(wall.text(absence.until))"
            }
        )
        fields.add("quiet", quiet(of: person))
        fields.add("handles", handles(of: person).map { "\($0.name)  \($0.text)" })
        return fields.text()
    }

    /// Whether the person is present, away or in quiet hours.
    private func state(of person: Person) -> String {
        if let until = person.away(at: now) {
            let back = until == .distantFuture ? "" : " until \(wall.text(until))"
            let standIn = people.standIn(for: person.id, at: now)
            return "away\(back), " + (standIn.map { "\($0) instead" } ?? "nobody instead")
        }
        guard let until = people.quietHours(of: person.id)?.until(now) else { return "there" }
        return "quiet until \(wall.text(until))"
    }

    private func quiet(of person: Person) -> String {
        guard let hours = people.quietHours(of: person.id) else { return "never" }
        let kinds = hours.kinds.map(\.rawValue).sorted()
        let passing = ([hours.urgent.text] + kinds).joined(separator: "; ")
        let whose = if case .standard = person.quiet { "" } else { ", their own" }
        return "outside \(hours.calendar.name)\(whose), but for \(passing)"
    }

    /// The person's roles that do not depend on a ticket.
    private func roles(of person: Person) -> [String] {
        people.roles.filter { _, sources in
            sources.contains { source in
                switch source {
                case .persons(let ids): ids.contains(person.id)
                case .group(let name): people.groups[name]?.members.contains(person.id) == true
                case .roster(let name): people.rosters[name].map { has($0, person) } == true
                case .attribute, .groupNamed, .headOf, .superiorOf: false
                }
            }
        }.keys.sorted()
    }

    private func groups(of person: Person) -> [String] {
        people.groups.values.filter { $0.members.contains(person.id) }.map(\.name).sorted()
    }

    private func headed(by person: Person) -> [String] {
        people.groups.values.filter { $0.head == person.id }.map(\.name).sorted()
    }

    private func rosters(of person: Person) -> [Roster] {
        people.rosters.values.filter { has($0, person) }.sorted { $0.name < $1.name }
    }

    private func has(_ roster: Roster, _ person: Person) -> Bool {
        roster.order.contains(person.id) || roster.overrides.contains { $0.person == person.id }
    }

    private func duty(of person: Person, _ roster: Roster) -> String {
        guard let shift = roster.shift(at: now), shift.person == person.id else { return "" }
        return "  on duty until \(wall.text(shift.to))"
    }

    private func handles(of person: Person) -> [(name: String, text: String)] {
        person.handles.sorted { $0.key < $1.key }.map { name, handle in
            (name, showsContacts ? handle : ContactMask.maskedContact(handle))
        }
    }

    private func named(_ id: String) -> String {
        people.persons[id].map { "\(id)  \(ContactMask.masked($0.name))" } ?? id
    }

    func json(_ person: Person) -> JSONValue {
        let hours = people.quietHours(of: person.id)
        let away = person.away(at: now)
        return .record([
            "id": .string(person.id),
            "name": .string(ContactMask.masked(person.name)),
            "aliases": .texts(person.aliases.map(ContactMask.masked)),
            "superior": JSONValue(person.superior),
            "deputy": JSONValue(person.deputy),
            "roles": .texts(roles(of: person)),
            "groups": .texts(groups(of: person)),
            "head_of": .texts(headed(by: person)),
            "rosters": .texts(rosters(of: person).map(\.name)),
            "on_duty": .texts(
                rosters(of: person).filter { $0.onDuty(at: now) == person.id }.map(\.name)
            ),
            "away": .bool(away != nil),
            "away_until": time(away),
            "reached": JSONValue(people.standIn(for: person.id, at: now)),
            "absences": .array(
                person.absences.map {
                    .record(["from": time($0.from), "until": time($0.until)])
                }
            ),
            "quiet_calendar": JSONValue(hours?.calendar.name),
            "quiet_until": time(hours?.until(now)),
            "handles": .record(
                Dictionary(
                    uniqueKeysWithValues: handles(of: person).map { ($0.name, .string($0.text)) }
                )
            ),
        ])
    }

    /// Null also for an absence without end.
    private func time(_ instant: Instant?) -> JSONValue {
        .time(instant == .distantFuture ? nil : instant, in: configuration.zone)
    }
}
