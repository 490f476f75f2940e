import BusinessTime
import Testing

/// The zones over which properties are checked: whole and odd offsets, half-hour and negative
/// changes, changes at midnight, changes that follow the moon.
let checkedZones = [
    "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe",
    "Africa/Casablanca", "Asia/Kathmandu", "America/Sao_Paulo",
]

func zone(_ name: String) throws -> ZoneRules { try ZoneRules(named: name) }

func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text), "\(text)") }

func instant(_ text: String) throws -> Instant { try #require(Instant(iso8601: text), "\(text)") }

func civil(_ text: String) throws -> CivilDateTime {
    let parts = text.split(separator: "T")
    return CivilDateTime(
        date: try date(String(parts[0])),
        time: try #require(CivilTime(String(parts[1])))
    )
}

/// Reads `09:00-12:00 13:00-18:00`.
func hours(_ text: String) throws -> [OpenHours] {
    try text.split(separator: " ").map { pair in
        let ends = pair.split(separator: "-").map { CivilTime(String($0)) }
        return OpenHours(open: try #require(ends[0]), close: try #require(ends[1]))
    }
}

/// The same hours from one weekday to another.
func week(
    _ text: String,
    _ first: Weekday = .monday,
    _ last: Weekday = .friday
) throws -> [Weekday: [OpenHours]] {
    let hours = try hours(text)
    let days = Weekday.allCases.filter {
        first.rawValue <= $0.rawValue && $0.rawValue <= last.rawValue
    }
    return Dictionary(uniqueKeysWithValues: days.map { ($0, hours) })
}

/// A calendar of one week.
func calendar(
    _ text: String = "09:00-18:00",
    zone name: String = "UTC",
    _ change: (inout CalendarDefinition) throws -> Void = { _ in }
) throws -> BusinessCalendar {
    var definition = CalendarDefinition(name: "test", zone: try zone(name), week: try week(text))
    try change(&definition)
    return try BusinessCalendar(definition)
}
