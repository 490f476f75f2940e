import BusinessTime
import Reporting
import Support

extension CalendarFacts {
    /// The facts for programs.
    var json: JSONValue {
        .record([
            "name": .string(calendar.name),
            "zone": .string(calendar.zone.name),
            "from": .string(dates.lowerBound.description),
            "to": .string(dates.upperBound.description),
            "weeks": .array(
                calendar.definition.versions.map { version in
                    .record([
                        "effective_from": JSONValue(version.effectiveFrom?.description),
                        "hours": .record(Self.hours(of: version.week)),
                    ])
                }
            ),
            "holidays": Self.json(holidays),
            "make_up_days": Self.json(makeUpDays),
            "dated_days": Self.json(datedDays),
            "break_days": Self.json(breakDays),
            "never_closes": .bool(neverCloses),
            "holiday_years": Self.json(knownYears),
            "years_without_holiday_data": Self.json(neverCloses ? [] : missingYears),
        ])
    }

    private static func hours(of week: [Weekday: [OpenHours]]) -> [String: JSONValue] {
        Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map { day in
                (day.fileName, JSONValue.texts((week[day] ?? []).map(\.description)))
            }
        )
    }

    private static func json(_ days: [Day]) -> JSONValue {
        .array(
            days.map { day in
                .record([
                    "date": .string(day.date.description), "name": .string(day.name),
                    "hours": .texts(day.hours),
                ])
            }
        )
    }

    private static func json(_ years: [Int]) -> JSONValue {
        .array(years.map { .integer(Int64($0)) })
    }
}
