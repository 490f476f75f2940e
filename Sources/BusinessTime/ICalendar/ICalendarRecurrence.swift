/// A yearly recurrence, the only kind that a fixed holiday needs.
struct ICalendarRecurrence {
    private var interval = 1
    private var count: Int?
    private var until: CivilDate?

    /// Reads an `RRULE`: `FREQ=YEARLY` with `INTERVAL`, and `COUNT` or `UNTIL`.
    ///
    /// Parts that only repeat what the start says, such as its month, are allowed too.
    ///
    /// - Throws: `ICalendarError` for every other rule, since leaving out what is not
    ///   understood would make a holiday of a working day.
    init(_ rule: ICalendarProperty, start: CivilDate) throws(ICalendarError) {
        let (_, month, day) = start.components
        var isYearly = false
        for part in rule.value.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = pair.count > 1 ? String(pair[1]) : ""
            let number = Int(value) ?? 0
            switch pair[0] {
            case "FREQ" where value == "YEARLY": isYearly = true
            case "INTERVAL" where (1...1000).contains(number): interval = number
            case "COUNT" where (1...10_000).contains(number): count = number
            case "UNTIL":
                var digits = DigitScanner(value.utf8)
                let date = digits.number(count: 8) ?? 0
                until = CivilDate(year: date / 10_000, month: date / 100 % 100, day: date % 100)
                guard until != nil, digits.isAtEnd || digits.peek == UInt8(ascii: "T") else {
                    throw rule.error("RRULE part '\(part)' is not a date")
                }
            case "BYMONTH" where number == month: break
            case "BYMONTHDAY" where number == day: break
            case "WKST": break
            default: throw rule.error("RRULE part '\(part)' is not supported (only yearly dates)")
            }
        }
        guard isYearly else { throw rule.error("RRULE '\(rule.value)' has no FREQ=YEARLY") }
    }

    /// The dates on which it begins, to the end of a year.
    func dates(from start: CivilDate, through lastYear: Int) -> [CivilDate] {
        let (first, month, day) = start.components
        var dates: [CivilDate] = []
        for year in stride(from: first, through: max(first, lastYear), by: interval) {
            // A 29 February comes back in leap years only, and counts only then.
            guard let date = CivilDate(year: year, month: month, day: day) else { continue }
            if let until, date > until { break }
            dates.append(date)
            if dates.count == count { break }
        }
        return dates
    }
}
