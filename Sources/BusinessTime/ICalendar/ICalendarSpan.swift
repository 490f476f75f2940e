/// From when to when an event lasts, on the calendar's wall.
struct ICalendarSpan {
    /// Its beginning.
    let start: CivilDateTime
    /// Its end, which is no longer part of it.
    let end: CivilDateTime
    /// Whether another zone's times were moved to the calendar's.
    let isMoved: Bool

    /// No holiday is longer; it is the end that is wrong then.
    private static let longest = 366

    /// Whether it is made of whole days.
    var isWhole: Bool { start.time == .midnight && end.time == .midnight }
    /// How many dates it lasts, where it is made of whole days.
    var days: Int { end.date.daysSinceEpoch - start.date.daysSinceEpoch }
    /// The last date that it touches.
    var last: CivilDate { end.time == .midnight ? end.date.adding(days: -1) : end.date }

    /// One whole date.
    init(date: CivilDate) {
        start = CivilDateTime(date: date, time: .midnight)
        end = CivilDateTime(date: date.adding(days: 1), time: .midnight)
        isMoved = false
    }

    /// Reads `DTSTART` with `DTEND` or `DURATION`.
    ///
    /// - Throws: `ICalendarError` where there is no length, an end before the beginning, or a day
    ///   that is whole in another zone only.
    init(
        _ begin: ICalendarProperty,
        end finish: ICalendarProperty?,
        length: ICalendarProperty?,
        _ zones: ICalendarZones
    ) throws(ICalendarError) {
        let first = try ICalendarTime(begin.value, in: begin, zones)
        start = first.wall
        if let finish {
            let last = try ICalendarTime(finish.value, in: finish, zones)
            guard last.isDate == first.isDate || (first.isWholeDay && last.isWholeDay) else {
                throw finish.error("DTEND '\(finish.value)' is not of the form of DTSTART")
            }
            end = last.wall
            isMoved = first.isMoved || last.isMoved
            // Exclusive: a day off is written as from that day to the next. An end on the same date
            // is not one day: whoever writes so has cut a day off longer holidays too.
            guard start < end, days <= Self.longest, !first.isDate || days >= 1 else {
                let bounds = first.isDate ? "1 to \(Self.longest) days after" : "after"
                throw finish.error("DTEND '\(finish.value)' is not \(bounds) DTSTART")
            }
            if isMoved, first.isMidnight, last.isMidnight, !isWhole {
                throw begin.error(
                    "DTSTART '\(begin.value)' is a whole day in another zone than "
                        + "\(zones.zone.name); write VALUE=DATE"
                )
            }
        } else if let length {
            let milliseconds = try Self.milliseconds(length, wholeDays: first.isDate)
            end = CivilDateTime(wall: first.wall.wall + milliseconds)
            isMoved = first.isMoved
        } else {
            guard first.isDate else {
                throw begin.error("DTSTART '\(begin.value)' without DTEND is no whole day")
            }
            end = CivilDateTime(date: first.wall.date.adding(days: 1), time: .midnight)
            isMoved = false
        }
    }

    /// Reads `P1D`, `P2W`, `PT4H30M` or `P1DT12H`.
    private static func milliseconds(
        _ length: ICalendarProperty,
        wholeDays: Bool
    ) throws(ICalendarError) -> Int64 {
        var digits = DigitScanner(length.value.utf8)
        let isLength = digits.skip("P")
        var units: [(mark: Unicode.Scalar, seconds: Int)] = [("W", 604_800), ("D", 86_400)]
        var seconds = 0
        var isSound = isLength && !digits.isAtEnd
        while isSound, !digits.isAtEnd {
            if !wholeDays, digits.skip("T") {
                units = [("H", 3600), ("M", 60), ("S", 1)]
                isSound = !digits.isAtEnd
                continue
            }
            guard let number = digits.number(count: 1...5),
                let index = units.firstIndex(where: { digits.skip($0.mark) })
            else {
                isSound = false
                break
            }
            seconds += number * units[index].seconds
            units.removeFirst(index + 1)
        }
        guard isSound, seconds > 0, seconds <= longest * 86_400 else {
            throw length.error(
                "DURATION '\(length.value)' is not 1 to \(longest) \(wholeDays ? "whole " : "")days"
            )
        }
        return Int64(seconds) * 1000
    }
}

extension ICalendarTime {
    /// Whether it can stand for a date.
    fileprivate var isWholeDay: Bool { wall.time == .midnight }
}
