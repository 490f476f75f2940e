/// A date, or a date with a time, of an iCalendar file.
struct ICalendarTime {
    /// What the calendar's wall shows then; midnight of a date.
    let wall: CivilDateTime
    /// Whether it is a date without a time.
    let isDate: Bool
    /// Whether the time was of another zone, so that it had to be moved.
    let isMoved: Bool
    /// Whether it is midnight where it was written.
    let isMidnight: Bool

    /// Reads `20260101`, `20260101T090000` or `20260101T010000Z`.
    ///
    /// - Throws: `ICalendarError` where it is none of these, or of a zone that nobody knows.
    init(
        _ value: String,
        in property: ICalendarProperty,
        _ zones: ICalendarZones
    ) throws(ICalendarError) {
        let flaw = property.error("\(property.name) '\(value)' is not a date")
        var digits = DigitScanner(value.utf8)
        guard let number = digits.number(count: 8),
            let date = CivilDate(
                year: number / 10_000,
                month: number / 100 % 100,
                day: number % 100
            )
        else { throw flaw }
        let form = property.parameters["VALUE"]?.uppercased()
        if digits.isAtEnd {
            // Left out, the form is seen; only a wrong one is not believed.
            guard form == nil || form == "DATE" else { throw flaw }
            wall = CivilDateTime(date: date, time: .midnight)
            (isDate, isMoved, isMidnight) = (true, false, true)
            return
        }
        guard form == nil || form == "DATE-TIME", digits.skip("T"),
            let clock = digits.number(count: 6), clock < 240_000,
            let time = CivilTime(
                hour: clock / 10_000,
                minute: clock / 100 % 100,
                // A leap second, which clocks on walls do not show.
                second: min(clock % 100, clock % 100 == 60 ? 59 : 99)
            )
        else { throw flaw }
        let isUTC = digits.skip("Z")
        guard digits.isAtEnd else { throw flaw }
        let written = CivilDateTime(date: date, time: time)
        let name = property.parameters["TZID"]
        guard let wall = zones.wall(written, isUTC: isUTC, in: name) else {
            throw property.error(
                "\(property.name) is in the zone '\(name ?? "")', which is unknown"
            )
        }
        self.wall = wall
        (isDate, isMoved, isMidnight) = (false, wall != written, time == .midnight)
    }

    /// Reads all values of a property: `20260101,20260501`.
    static func list(
        _ property: ICalendarProperty,
        _ zones: ICalendarZones
    ) throws(ICalendarError) -> [ICalendarTime] {
        var times: [ICalendarTime] = []
        for value in property.value.split(separator: ",", omittingEmptySubsequences: false) {
            times.append(try ICalendarTime(String(value), in: property, zones))
        }
        return times
    }
}
