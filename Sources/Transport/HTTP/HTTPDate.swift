package import BusinessTime
import Support

/// Reads the three forms of date that RFC 9110 section 5.6.7 has every recipient accept.
package enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    /// The instant a date stands for; `now` decides the century of a year in two digits.
    ///
    /// The day of the week must be one, but need not be the right one.
    package static func parse(_ bytes: ArraySlice<UInt8>, now: Instant) -> Instant? {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        let fields = text.split(separator: " ", omittingEmptySubsequences: true)
        switch fields.count {
        case 6:
            // Sun, 06 Nov 1994 08:49:37 GMT
            guard isWeekday(fields[0], suffix: ",", short: true), fields[5] == "gmt",
                fields[1].utf8.count == 2
            else { return nil }
            return instant(day: fields[1], month: fields[2], year: fields[3], time: fields[4])
        case 4:
            // Sunday, 06-Nov-94 08:49:37 GMT
            let parts = fields[1].split(separator: "-", omittingEmptySubsequences: false)
            guard isWeekday(fields[0], suffix: ",", short: false), fields[3] == "gmt",
                parts.count == 3, parts[0].utf8.count == 2, parts[2].utf8.count == 2,
                let short = integer(parts[2])
            else { return nil }
            let year = fullYear(short, now: now)
            return instant(day: parts[0], month: parts[1], year: "\(year)", time: fields[2])
        case 5:
            // Sun Nov  6 08:49:37 1994
            guard isWeekday(fields[0], suffix: "", short: true) else { return nil }
            return instant(day: fields[2], month: fields[1], year: fields[4], time: fields[3])
        default:
            return nil
        }
    }

    private static func isWeekday(_ text: Substring, suffix: String, short: Bool) -> Bool {
        guard text.hasSuffix(suffix) else { return false }
        let name = text.dropLast(suffix.count)
        return weekdays.contains { name == (short ? $0.prefix(3) : Substring($0)) }
    }

    private static func instant(
        day: Substring,
        month: Substring,
        year: Substring,
        time: Substring
    ) -> Instant? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false)
        guard let day = integer(day), let year = integer(year), (1601...9999).contains(year),
            let month = months.firstIndex(where: { month == $0 }).map({ $0 + 1 }),
            (1...daysIn(month: month, year: year)).contains(day),
            clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 }),
            let hour = integer(clock[0]), hour <= 23,
            let minute = integer(clock[1]), minute <= 59,
            // 60 is a leap second, which no count of seconds since the epoch has.
            let second = integer(clock[2]), second <= 60
        else { return nil }
        let seconds =
            Int64(days(year: year, month: month, day: day)) * 86_400
            + Int64(hour * 3600 + minute * 60 + second)
        return Instant(milliseconds: seconds * 1000)
    }

    private static func integer(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else { return nil }
        return number(text.utf8)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted from the March before.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    /// A year in two digits that seems more than 50 years ahead is the last one that ended so.
    private static func fullYear(_ short: Int, now: Instant) -> Int {
        // Good to a day, which is enough to tell centuries apart.
        let thisYear = 1970 + Int(now.milliseconds / 31_556_952_000)
        let year = thisYear - thisYear % 100 + short
        return year > thisYear + 50 ? year - 100 : year
    }
}
