import BusinessTime
import People
import ServiceLevels

/// Reads a roster: `{rotation: weekly, from: 2026-01-05, handover: "09:00", order: [li, zhang]}`.
struct RosterReader {
    let people: PeopleReader

    /// Reads a roster; reports and returns nil if something is missing.
    func read(_ name: String, _ place: YAMLValue) -> Roster? {
        let fields = StrictMapping(place)
        let rotation = fields.required("rotation")?.choice(Roster.Rotation.self)
        let first = fields.required("from")?.parse(parseDate)
        let day = fields["on"]
        let weekday = day.flatMap { $0.parse(parseWeekday) }
        let handover = fields.required("handover")?.parse(parseTime)
        let order = fields.required("order")
        let persons = people.items(order).compactMap(people.person)
        let zone = fields["zone"].flatMap(people.zones.readZone) ?? people.zone
        let overrides = people.items(fields["overrides"]).compactMap { readOverride($0, zone) }
        fields.finish()
        if let order, order.items.isEmpty { order.report("names nobody to take turns") }
        if rotation == .daily, let day { day.report("is for weekly rosters only") }
        guard let rotation, let first, let handover else { return nil }
        return Roster(
            name: name,
            rotation: rotation,
            first: first,
            weekday: weekday,
            handover: handover,
            order: persons,
            overrides: overrides,
            zone: zone
        )
    }

    private func readOverride(_ place: YAMLValue, _ zone: ZoneRules) -> Roster.Override? {
        let fields = StrictMapping(place)
        let from = fields.required("from")?.parse(parseWall)
        let to = fields.required("to")?.parse(parseWall)
        let person = fields.required("person").flatMap(people.person)
        fields.finish()
        guard let from, let to, let person else { return nil }
        let start = from.instant(in: zone, isEnd: false)
        let end = to.instant(in: zone, isEnd: true)
        if end <= start { place.report("'to' is not after 'from'") }
        return Roster.Override(from: start, to: end, person: person)
    }
}

/// A date, or a date and a time, on the wall clock.
struct WallMoment {
    var date: CivilDate
    /// Nil for the whole day.
    var time: CivilTime?

    /// The moment in a zone; for a day its start or end.
    func instant(in zone: ZoneRules, isEnd: Bool) -> Instant {
        let time = time ?? (isEnd ? .endOfDay : .midnight)
        return zone.instant(of: CivilDateTime(date: date, time: time))
    }
}

/// Reads `2026-12-01` or `2026-12-01 13:00`.
func parseWall(_ text: String) throws(ValueError) -> WallMoment {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard (1...2).contains(parts.count), let date = CivilDate(parts[0]) else {
        throw ValueError("'\(text)' is no date; write 2026-12-01 or \"2026-12-01 13:00\"")
    }
    if parts.count == 1 { return WallMoment(date: date) }
    return WallMoment(date: date, time: try parseTime(parts[1]))
}

/// Reads a time of day such as `09:00`.
func parseTime(_ text: String) throws(ValueError) -> CivilTime {
    guard let time = CivilTime(text) else {
        throw ValueError("'\(text)' is no time of day; write it like \"09:00\"")
    }
    return time
}

/// Reads a day of the week such as `mon`.
func parseWeekday(_ text: String) throws(ValueError) -> Weekday {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    guard let index = names.firstIndex(of: text.lowercased()),
        let day = Weekday(rawValue: index + 1)
    else { throw ValueError("'\(text)' is no day; write one of \(names.joined(separator: ", "))") }
    return day
}
