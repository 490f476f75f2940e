import BusinessTime
import Foundation
import People
import ServiceLevels

/// Reads the section `people`, and the sources of roles.
struct PeopleReader {
    /// Far above any real team; a wrong file may exceed it.
    static let maximumPersons = 10_000
    static let maximumItems = 1_000

    let calendars: [String: BusinessCalendar]
    /// The zone of absences, and of rosters without their own.
    let zone: ZoneRules
    let zones: CalendarReader
    /// The kinds of channels by name.
    let channels: [String: String]
    /// The configured roles.
    let roles: Set<String>
    /// What may disturb in quiet hours.
    let urgency: UrgencyReader
    private var persons: Set<String> = []
    private var groups: Set<String> = []
    private var rosters: Set<String> = []

    init(
        calendars: [String: BusinessCalendar],
        zone: ZoneRules,
        zones: CalendarReader,
        channels: [String: String],
        roles: Set<String>,
        urgency: UrgencyReader
    ) {
        self.calendars = calendars
        self.zone = zone
        self.zones = zones
        self.channels = channels
        self.roles = roles
        self.urgency = urgency
    }

    /// Reads the section and adds its attributes to the layout.
    mutating func read(
        _ place: YAMLValue?,
        roles sources: [(role: String, place: YAMLValue)],
        slots: inout AttributeLayout
    ) -> Directory {
        let fields = place.map(StrictMapping.init)
        let quiet = fields?["quiet"].flatMap { readQuiet($0, &slots) }
        let personEntries = entries(fields?["persons"], "persons", Self.maximumPersons)
        let groupEntries = entries(fields?["groups"], "groups", Self.maximumPersons)
        let rosterEntries = entries(fields?["rosters"], "rosters", Self.maximumItems)
        let fallback = fields?["fallback"].map { checkedRoles($0, known: roles) } ?? []
        fields?.finish()
        persons = Set(personEntries.map(\.name))
        groups = Set(groupEntries.map(\.name))
        rosters = Set(rosterEntries.map(\.name))

        var found: [Person] = []
        for (id, value) in personEntries {
            if let person = readPerson(id, value, &slots) { found.append(person) }
        }
        let directory = Directory(
            persons: found,
            groups: groupEntries.map { readGroup($0.name, $0.place) },
            rosters: rosterEntries.compactMap {
                RosterReader(people: self).read($0.name, $0.place)
            },
            roles: readSources(sources, &slots),
            fallback: fallback,
            quiet: quiet
        )
        NameCheck().check(directory, personEntries, groupEntries)
        if let circle = directory.superiorCycle(),
            let entry = personEntries.first(where: { $0.name == circle.first })
        {
            let list = (circle + circle.prefix(1)).joined(separator: " → ")
            entry.place.report("is above themselves: \(list)")
        }
        return directory
    }

    private func entries(
        _ place: YAMLValue?,
        _ kind: String,
        _ limit: Int
    ) -> [(name: String, place: YAMLValue)] {
        var entries = place?.entries ?? []
        if entries.count > limit {
            place?.report("has \(entries.count) \(kind), and \(limit) is the most there may be")
            entries = Array(entries.prefix(limit))
        }
        for (name, value) in entries {
            if let fault = nameFault(name) { value.report("'\(name.shown)' \(fault)") }
        }
        return entries
    }

    private func readPerson(
        _ id: String,
        _ place: YAMLValue,
        _ slots: inout AttributeLayout
    ) -> Person? {
        let fields = StrictMapping(place)
        let name = fields["name"]?.plainText ?? id
        let aliases = texts(fields["aliases"])
        let handles = HandleReader(channels: channels).read(fields["handles"])
        let superior = fields["superior"].flatMap(person)
        let deputy = fields["deputy"].flatMap(person)
        if deputy == id { place.report("is their own deputy") }
        let absences = items(fields["away"]).compactMap(readAbsence)
        let quiet = fields["quiet"].flatMap { readPersonsQuiet($0, &slots) } ?? .standard
        fields.finish()
        return Person(
            id: id,
            name: name,
            aliases: aliases,
            handles: handles,
            superior: superior,
            deputy: deputy,
            absences: absences,
            quiet: quiet
        )
    }

    private func readAbsence(_ place: YAMLValue) -> Absence? {
        let fields = StrictMapping(place)
        let from = fields.required("from")?.parse(parseWall)
        let end = fields["to"]
        let to = end?.parse(parseWall)
        fields.finish()
        guard let from else { return nil }
        // Without an end: until further notice.
        let until = to.map { $0.instant(in: zone, isEnd: true) } ?? .distantFuture
        let start = from.instant(in: zone, isEnd: false)
        if until <= start { place.report("'to' is not after 'from'") }
        return end != nil && to == nil ? nil : Absence(from: start, until: until)
    }

    private func readPersonsQuiet(
        _ place: YAMLValue,
        _ slots: inout AttributeLayout
    ) -> Person.Quiet? {
        if place.isMapping { return readQuiet(place, &slots).map(Person.Quiet.own) }
        switch place.text {
        case "none": return Person.Quiet.none
        case let text?:
            place.report("'\(text.shown)' is neither none nor {calendar: …}")
            return nil
        case nil: return nil
        }
    }

    private func readQuiet(_ place: YAMLValue, _ slots: inout AttributeLayout) -> QuietHours? {
        if !place.isMapping, place.text == "none" { return nil }
        let fields = StrictMapping(place)
        let calendar = fields.required("calendar")
        let name = calendar?.text
        let urgent = urgency.read(fields["urgent"], of: place, slots: &slots)
        let kinds = items(fields["kinds"]).compactMap(readKind)
        fields.finish()
        guard let name else { return nil }
        guard let found = calendars[name] else {
            calendar?.reportUnknown("calendar", name, among: calendars.keys)
            return nil
        }
        return QuietHours(calendar: found, urgent: urgent, kinds: Set(kinds))
    }

    /// Reads a kind of alert that quiet hours can hold back; naming another would have no effect.
    private func readKind(_ place: YAMLValue) -> AlertKind? {
        let kind = place.choice(AlertKind.self)
        if let kind, [.summary, .digest, .drill].contains(kind) {
            place.report("'\(kind.rawValue)' is never kept back, so it needs no leave to pass")
        }
        return kind
    }

    private func readGroup(_ name: String, _ place: YAMLValue) -> Group {
        let fields = StrictMapping(place)
        let members = fields.required("members")
        let ids = items(members).compactMap(person)
        if let members, members.items.isEmpty { members.report("names nobody") }
        let aliases = texts(fields["aliases"])
        let head = fields["head"].flatMap(person)
        fields.finish()
        return Group(name: name, aliases: aliases, members: ids, head: head)
    }

    /// The items of a list of limited length.
    func items(_ place: YAMLValue?) -> [YAMLValue] {
        guard let place else { return [] }
        let items = place.items
        if items.count > Self.maximumPersons {
            place.report(
                "is a list of \(items.count), and \(Self.maximumPersons) is the most there may be"
            )
        }
        return Array(items.prefix(Self.maximumPersons))
    }

    private func texts(_ place: YAMLValue?) -> [String] {
        items(place).compactMap(\.plainText)
    }

    /// The id of a known person.
    func person(_ place: YAMLValue) -> String? {
        known("person", place, persons)
    }

    private func known(_ kind: String, _ place: YAMLValue, _ names: Set<String>) -> String? {
        guard let name = place.text else { return nil }
        if names.contains(name) { return name }
        place.reportUnknown(kind, name.shown, among: names)
        return nil
    }
}

extension PeopleReader {
    /// Reads the sources of roles.
    private func readSources(
        _ places: [(role: String, place: YAMLValue)],
        _ slots: inout AttributeLayout
    ) -> [String: [RoleSource]] {
        var roles: [String: [RoleSource]] = [:]
        for (role, place) in places {
            var sources: [RoleSource] = []
            for item in items(place) {
                if let source = readSource(item, &slots) { sources.append(source) }
            }
            if place.items.isEmpty { place.report("names no source; leave 'from' out") }
            roles[role] = sources
        }
        for (role, place) in places where leadsBack(role, roles) {
            place.report("role '\(role)' is found by way of itself")
        }
        return roles
    }

    private func readSource(_ place: YAMLValue, _ slots: inout AttributeLayout) -> RoleSource? {
        func attribute(_ place: YAMLValue) -> String? {
            guard let name = place.plainText else { return nil }
            _ = slots.slot(adding: name)
            place.diagnostics.name(attribute: name, at: place)
            return name
        }
        let fields = StrictMapping(place)
        var sources: [RoleSource] = []
        var given = 0
        func add(_ key: String, _ read: (YAMLValue) -> RoleSource?) {
            guard let value = fields[key] else { return }
            given += 1
            if let source = read(value) { sources.append(source) }
        }
        add("attribute") { attribute($0).map(RoleSource.attribute) }
        add("persons") { value in
            if value.items.isEmpty { value.report("names nobody") }
            return .persons(items(value).compactMap(person))
        }
        add("group") { known("group", $0, groups).map(RoleSource.group) }
        add("group_named_by") { attribute($0).map(RoleSource.groupNamed) }
        add("head_of") { attribute($0).map(RoleSource.headOf) }
        add("roster") { known("roster", $0, rosters).map(RoleSource.roster) }
        add("superior_of") { known("role", $0, roles).map(RoleSource.superiorOf) }
        fields.finish()
        if given > 1 { place.report("names more than one source; write each as an item") }
        if given == 0, place.isMapping, place.entries.isEmpty { place.report("names no source") }
        return given == 1 ? sources.first : nil
    }

    /// Whether a role asks for the superiors of its own persons.
    private func leadsBack(_ role: String, _ roles: [String: [RoleSource]]) -> Bool {
        var seen: Set<String> = []
        var rest = [role]
        while let next = rest.popLast() {
            for case .superiorOf(let other) in roles[next] ?? [] {
                if other == role { return true }
                if seen.insert(other).inserted { rest.append(other) }
            }
        }
        return false
    }
}
