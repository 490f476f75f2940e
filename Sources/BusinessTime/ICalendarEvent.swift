/// An all-day event of an iCalendar file.
struct ICalendarEvent {
    /// The first date.
    let start: CivilDate
    /// How many dates it lasts.
    let days: Int
    /// Its summary.
    let name: String
    /// Whether the day is worked instead of off.
    let isWorkday: Bool
    /// How it comes back, if it does.
    let recurrence: ICalendarRecurrence?
    /// Beginnings that the recurrence leaves out.
    let exceptions: Set<CivilDate>

    /// No holiday is longer; it is the end that is wrong then.
    private static let longest = 366

    /// Reads an event from its properties; nothing if it was cancelled.
    ///
    /// - Throws: `ICalendarError` where it has no date, is not of whole days, or recurs in a
    ///   way that is not understood.
    init?(_ properties: [ICalendarProperty], line: Int) throws(ICalendarError) {
        func first(_ name: String) -> ICalendarProperty? { properties.first { $0.name == name } }

        if let status = first("STATUS"), status.value.uppercased() == "CANCELLED" { return nil }
        guard let begin = first("DTSTART") else {
            throw ICalendarError(line: line, reason: "event has no DTSTART")
        }
        start = try Self.date(begin.value, in: begin)
        days = try Self.days(from: start, begin, end: first("DTEND"), length: first("DURATION"))
        name = first("SUMMARY")?.text ?? ""
        let categories = properties.filter { $0.name == "CATEGORIES" }.flatMap {
            $0.value.uppercased().split(separator: ",")
        }
        // The second is how Apple's own calendar of Chinese holidays says it.
        isWorkday =
            categories.contains("WORKDAY")
            || first("X-APPLE-SPECIAL-DAY")?.value.uppercased() == "ALTERNATE-WORKDAY"
        if let dates = first("RDATE") { throw dates.error("RDATE is not supported") }
        guard let rule = first("RRULE") else {
            recurrence = nil
            exceptions = []
            return
        }
        recurrence = try ICalendarRecurrence(rule, start: start)
        var exceptions: Set<CivilDate> = []
        for property in properties where property.name == "EXDATE" {
            for value in property.value.split(separator: ",") {
                exceptions.insert(try Self.date(String(value), in: property))
            }
        }
        self.exceptions = exceptions
    }

    /// Reads `20260101`, or `20260101T000000` where it is midnight.
    static func date(
        _ value: String,
        in property: ICalendarProperty
    ) throws(ICalendarError) -> CivilDate {
        var digits = DigitScanner(value.utf8)
        guard let number = digits.number(count: 8),
            let date = CivilDate(
                year: number / 10_000,
                month: number / 100 % 100,
                day: number % 100
            )
        else { throw property.error("\(property.name) '\(value)' is not a date") }
        if digits.isAtEnd { return date }
        guard digits.skip("T"), let time = digits.number(count: 6),
            digits.skip("Z") || digits.isAtEnd, digits.isAtEnd
        else { throw property.error("\(property.name) '\(value)' is not a date") }
        guard time == 0 else {
            throw property.error("\(property.name) '\(value)' is not the start of a day")
        }
        return date
    }

    private static func days(
        from start: CivilDate,
        _ begin: ICalendarProperty,
        end: ICalendarProperty?,
        length: ICalendarProperty?
    ) throws(ICalendarError) -> Int {
        if let end {
            // Exclusive: a day off is written as from that day to the next.
            let days = try date(end.value, in: end).daysSinceEpoch - start.daysSinceEpoch
            guard (1...longest).contains(days) else {
                throw end.error("DTEND '\(end.value)' is not 1 to \(longest) days after DTSTART")
            }
            return days
        }
        if let length {
            var digits = DigitScanner(length.value.utf8)
            if digits.skip("P"), let number = digits.number(count: 1...3) {
                let days = digits.skip("W") ? number * 7 : digits.skip("D") ? number : 0
                if digits.isAtEnd, (1...longest).contains(days) { return days }
            }
            throw length.error("DURATION '\(length.value)' is not 1 to \(longest) whole days")
        }
        guard !begin.value.contains("T") else {
            throw begin.error("DTSTART '\(begin.value)' without DTEND is no whole day")
        }
        return 1
    }
}
