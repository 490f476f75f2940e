import BusinessTime
import Reporting
import ServiceLevels
import Support

/// The open time between two moments, stretch by stretch.
struct CalendarCount {
    /// The calendar.
    let calendar: BusinessCalendar
    /// The first moment.
    let from: Instant
    /// The second one, which may be the earlier.
    let to: Instant

    /// How times of the calendar are written.
    var wall: WallText { WallText(zone: calendar.zone) }

    /// The calendar with its zone.
    var title: String { "\(calendar.name) (\(calendar.zone.name))" }

    /// The second moment by the wall and as an instant.
    var deadlineText: String { "\(wall.dayText(to))  \(to.iso8601(in: calendar.zone))" }

    /// The stretches of open time, oldest first.
    var spans: [OpenInterval] {
        calendar.openIntervals(from: min(from, to), to: max(from, to))
    }

    /// The stretches with their lengths and the sum of them.
    var lines: [String] {
        SpanLines(wall: wall, language: .english)
            .lines(spans, sum: calendar.workingTime(from: from, to: to))
    }

    /// The years in between of which nobody told the holidays.
    var warnings: [String] {
        calendar.yearsWithoutHolidayData(from: from, to: to).map {
            "warning: calendar '\(calendar.name)' has no holiday data for \($0): "
                + "every weekday of it counts as a working day"
        }
    }

    /// What is the same in every answer for programs.
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
