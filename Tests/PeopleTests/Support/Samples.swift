import BusinessTime
import People
import ServiceLevels
import Testing

/// A zone of the system.
func zone(_ name: String) throws -> ZoneRules {
    try ZoneRules(named: name)
}

/// The moment at which the wall of a zone shows `2026-11-22 09:00`.
func moment(_ wall: String, _ zone: ZoneRules) throws -> Instant {
    let parts = wall.split(separator: " ").map(String.init)
    let date = try #require(CivilDate(parts[0]))
    let time = try #require(CivilTime(parts.count > 1 ? parts[1] : "00:00"))
    return zone.instant(of: CivilDateTime(date: date, time: time))
}

/// The moment at which the wall of UTC shows that.
func utc(_ wall: String) throws -> Instant {
    try moment(wall, .utc)
}

/// An absence in UTC.
func away(_ from: String, _ until: String) throws -> Absence {
    Absence(from: try utc(from), until: try utc(until))
}

/// A ticket with some attributes and nothing else.
func ticket(_ attributes: [String: String] = [:]) -> Ticket {
    let names = attributes.keys.sorted()
    return Ticket(
        key: 1,
        id: "A1",
        values: names.map { attributes[$0] },
        layout: AttributeLayout(names),
        events: []
    )
}

/// Open from nine to six on working days, in UTC.
func office() throws -> BusinessCalendar {
    let hours = [
        OpenHours(open: try #require(CivilTime("09:00")), close: try #require(CivilTime("18:00")))
    ]
    let days: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    return try BusinessCalendar(
        CalendarDefinition(
            name: "office",
            zone: .utc,
            week: Dictionary(uniqueKeysWithValues: days.map { ($0, hours) })
        )
    )
}
