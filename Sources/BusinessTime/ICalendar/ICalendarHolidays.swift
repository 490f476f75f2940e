/// Reads holidays from an iCalendar file (RFC 5545).
///
/// An event of whole days is a day off, or a make-up working day where categories or summary say
/// so; an event of hours is a part of a day off or the hours of a make-up day. What is not
/// understood is an error: a holiday that is silently left out moves deadlines.
public enum ICalendarHolidays {
    /// Files beyond this are refused; a century of holidays is far smaller.
    public static let largestFile = 4 * 1024 * 1024
    /// The last year into which recurring events without an end are continued.
    public static let lastRecurringYear = 2099

    /// More dates than this are not a table of holidays.
    private static let mostDates = 50_000
    private static let wholeDay: Int64 = 86_400_000

    /// Reads the text of a file for a calendar of a zone; times of other zones are moved to it.
    ///
    /// A year counts as known if a day off that does not recur lies wholly within it.
    ///
    /// - Throws: `ICalendarError`, which names the line.
    public static func parse(
        _ text: String,
        in zone: ZoneRules
    ) throws(ICalendarError) -> HolidayTable {
        guard text.utf8.count <= largestFile else {
            throw ICalendarError(line: 0, reason: "\(text.utf8.count) bytes are too many")
        }
        let events = try ICalendarEvents(ICalendarProperty.all(in: text), in: zone)
        var table = HolidayTable()
        for (event, starts) in try events.dated() {
            for start in starts { try add(event, on: start, to: &table) }
            let count =
                table.holidays.count + table.workdays.count + table.partsOff.count
            guard count <= mostDates else {
                throw ICalendarError(line: 0, reason: "more than \(mostDates) dates")
            }
            let span = event.span
            if event.meaning == .off, event.isSingle, !starts.isEmpty, span.isWhole,
                span.last.year == span.start.date.year
            {
                table.years.insert(span.last.year)
            }
        }
        return table
    }

    private static func add(
        _ event: ICalendarEvent,
        on start: CivilDate,
        to table: inout HolidayTable
    ) throws(ICalendarError) {
        let span = event.span
        let dates = (0...(span.last.daysSinceEpoch - span.start.date.daysSinceEpoch))
            .map { start.adding(days: $0) }
        switch event.meaning {
        case .nothing: break
        case .worked where span.isWhole:
            for date in dates { table.workdays[date] = event.name }
        case .worked:
            // Hours that reach into the next day belong to the day they begin on.
            guard span.end.wall - span.start.wall <= wholeDay else {
                throw ICalendarError(
                    line: event.line,
                    reason: "event '\(event.name)' is worked for more than a day on end"
                )
            }
            let close = span.end.time == .midnight ? .endOfDay : span.end.time
            table.workdays[start] = event.name
            table.hours[start, default: []].append(OpenHours(open: span.start.time, close: close))
        case .off:
            for date in dates {
                let open = date == dates.first ? span.start.time : .midnight
                let isLast = date == dates.last && span.end.time != .midnight
                let close = isLast ? span.end.time : .endOfDay
                if open == .midnight && close == .endOfDay {
                    table.holidays[date] = event.name
                } else {
                    table.partsOff[date, default: []].append(OpenHours(open: open, close: close))
                }
            }
        }
    }
}
