/// The rule in the footer of a TZif file: a standard offset, and perhaps a yearly change.
struct PosixZoneRule: Sendable, Hashable {
    /// A yearly change of the clocks.
    struct Change: Sendable, Hashable {
        var day: Day
        /// Seconds from that day's midnight on the wall before the change; -167 h to 167 h.
        var second: Int
    }

    /// A day of every year.
    enum Day: Sendable, Hashable {
        /// 1 to 365; 29 February is never counted.
        case julian(Int)
        /// 0 to 365; 29 February is counted where there is one.
        case zeroBased(Int)
        /// Weekday 0 (Sunday) to 6 of week 1 to 5 of a month, 5 being the last.
        case weekday(month: Int, week: Int, day: Int)
    }

    /// What the clocks do in summer (or, in Ireland, in winter).
    struct Daylight: Sendable, Hashable {
        /// Milliseconds ahead of UTC.
        var offset: Int64
        var begin: Change
        var end: Change
    }

    /// Milliseconds ahead of UTC.
    var standard: Int64
    var daylight: Daylight?

    /// The stretch around an instant over which the rule gives one offset.
    func segment(containing time: Int64) -> ZoneSegment {
        guard let daylight else { return ZoneSegment(start: .min, end: .max, offset: standard) }
        let year = CivilDateTime(wall: time + standard).date.year
        var start = Int64.min
        var end = Int64.max
        var offset = standard
        // Two years to either side, since a change may lie a week outside its year. They come
        // in order, so that with daylight time all year round the next year's beginning, which
        // is the same instant as this year's end, has the last word.
        for candidate in (year - 2)...(year + 2) {
            let begins = daylight.begin.instant(in: candidate, offset: standard)
            let ends = daylight.end.instant(in: candidate, offset: daylight.offset)
            let changes = [(begins, daylight.offset), (ends, standard)]
            for (at, after) in begins <= ends ? changes : changes.reversed() {
                if at > time {
                    end = min(end, at)
                } else if at >= start {
                    start = at
                    offset = after
                }
            }
        }
        return ZoneSegment(start: start, end: end, offset: offset)
    }
}

extension PosixZoneRule.Change {
    /// The instant of the change in a year, given the offset that holds before it.
    func instant(in year: Int, offset: Int64) -> Int64 {
        (Int64(day.date(in: year)) * 86_400 + Int64(second)) * 1000 - offset
    }
}

extension PosixZoneRule.Day {
    /// Days since 1970-01-01 of this day in a year.
    func date(in year: Int) -> Int {
        switch self {
        case .zeroBased(let day):
            return CivilDate.days(year: year, month: 1, day: 1) + day
        case .julian(let day):
            let skipped = CivilDate.isLeap(year) && day >= 60 ? 1 : 0
            return CivilDate.days(year: year, month: 1, day: 1) + day - 1 + skipped
        case .weekday(let month, let week, let day):
            let first = CivilDate.days(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday, which is 4 here.
            let ahead = (day - (first + 4)).remainderDown(by: 7) + (week - 1) * 7
            let length = CivilDate.length(ofMonth: month, in: year)
            return first + (ahead < length ? ahead : ahead - 7)
        }
    }
}
