/// Reads holidays from an iCalendar file (RFC 5545).
///
/// Every event of whole days is a day off, or a make-up working day where its categories have
/// `WORKDAY`. What is not understood is an error: a holiday that is silently left out moves
/// deadlines.
public enum ICalendarHolidays {
    /// Files beyond this are refused; a century of holidays is far smaller.
    public static let largestFile = 4 * 1024 * 1024
    /// The last year into which recurring events without an end are continued.
    public static let lastRecurringYear = 2099

    /// More dates than this are not a table of holidays.
    private static let mostDates = 50_000

    /// Reads the text of a file.
    ///
    /// A year counts as known if an event that does not recur lies wholly within it.
    ///
    /// - Throws: `ICalendarError`, which names the line.
    public static func parse(_ text: String) throws(ICalendarError) -> HolidayTable {
        guard text.utf8.count <= largestFile else {
            throw ICalendarError(line: 0, reason: "\(text.utf8.count) bytes are too many")
        }
        var table = HolidayTable()
        for event in try events(in: ICalendarProperty.all(in: text)) {
            try add(event, to: &table)
        }
        return table
    }

    private static func add(
        _ event: ICalendarEvent,
        to table: inout HolidayTable
    ) throws(ICalendarError) {
        let starts =
            event.recurrence?.dates(from: event.start, through: lastRecurringYear) ?? [event.start]
        for start in starts where !event.exceptions.contains(start) {
            for day in 0..<event.days {
                let date = start.adding(days: day)
                if event.isWorkday {
                    table.workdays[date] = event.name
                } else {
                    table.holidays[date] = event.name
                }
            }
        }
        guard table.holidays.count + table.workdays.count <= mostDates else {
            throw ICalendarError(line: 0, reason: "more than \(mostDates) dates")
        }
        let year = event.start.year
        if event.recurrence == nil, !event.isWorkday,
            event.start.adding(days: event.days - 1).year == year
        {
            table.years.insert(year)
        }
    }

    /// The events of a calendar, cancelled ones left out.
    private static func events(
        in properties: [ICalendarProperty]
    ) throws(ICalendarError) -> [ICalendarEvent] {
        var events: [ICalendarEvent] = []
        var open: [(name: String, line: Int)] = []
        var current: [ICalendarProperty] = []
        for property in properties {
            let component = property.value.uppercased()
            switch property.name {
            case "BEGIN":
                guard !open.isEmpty || component == "VCALENDAR" else {
                    throw property.error("BEGIN:\(component) outside a VCALENDAR")
                }
                open.append((component, property.line))
                if component == "VEVENT" { current = [] }
            case "END":
                guard let begun = open.popLast(), begun.name == component else {
                    throw property.error("END:\(component) without its BEGIN")
                }
                if component == "VEVENT",
                    let event = try ICalendarEvent(current, line: begun.line)
                {
                    events.append(event)
                }
            default:
                guard let inner = open.last else {
                    throw property.error("\(property.name) outside a VCALENDAR")
                }
                // An alarm inside an event has properties of its own.
                if inner.name == "VEVENT" { current.append(property) }
            }
        }
        if let left = open.last {
            throw ICalendarError(line: left.line, reason: "BEGIN:\(left.name) without its END")
        }
        guard !properties.isEmpty else {
            throw ICalendarError(line: 0, reason: "no BEGIN:VCALENDAR")
        }
        return events
    }
}
