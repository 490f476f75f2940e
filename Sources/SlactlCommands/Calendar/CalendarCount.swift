import BusinessTime
import Reporting
import ServiceLevels
import Support

/// The open time between two moments, stretch by stretch.
struct CalendarCount {
    let calendar: BusinessCalendar
    let from: Instant
    /// May be before `from`.
    let to: Instant

    /// Formats times of the calendar.
    var wall: WallText { WallText(zone: calendar.zone) }

    /// The calendar with its zone.
    var title: String { "\(calendar.name) (\(calendar.zone.name))" }

    /// The second moment on the wall clock and in ISO 8601.
    var deadlineText: String { "\(wall.dayText(to))  \(to.iso8601(in: calendar.zone))" }

    /// The stretches of open time, oldest first.
    var spans: [OpenInterval] {
        calendar.openIntervals(from: min(from, to), to: max(from, to))
    }

    /// The stretches with their lengths and sum.
    var lines: [String] {
        SpanLines(wall: wall, language: .english)
            .lines(spans, sum: calendar.workingTime(from: from, to: to))
    }

    /// The years in between without holiday data.
    var warnings: [String] {
        calendar.yearsWithoutHolidayData(from: from, to: to).map {
            "warning: calendar '\(calendar.name)' has no holiday data for \($0): "
                + "every weekday of it counts as a working day"
        }
    }

    /// The members common to all JSON answers.
    var members: [String: JSONValue] {
        [
            "calendar": .string(calendar.name),
            "zone": .string(calendar.zone.name),
            "counted_seconds": .seconds(calendar.workingTime(from: from, to: to)),
            "spans": .array(spans.map { SpanLines.json($0, in: calendar.zone) }),
            "warnings": .texts(warnings),
        ]
    }
}
