import Synchronization

/// Where in its day a count of working days ends.
public enum DayEnd: Sendable, Hashable {
    /// At the wall-clock time at which it began.
    case sameTime
    /// At the day's last close.
    case close
}

extension BusinessCalendar {
    /// The instant so many working days on, or back where the number is negative.
    ///
    /// A working day is a date on which open time begins. The start moves forward to open time
    /// (back, to the close before it, for a negative number); then so many working days are
    /// counted from the date to which that open time belongs, and the wall-clock time is kept.
    /// Where that day is not open then, its first opening, the end of the break (for a negative
    /// number its beginning) or its last close takes the place of the time.
    public func addWorkingDays(
        _ days: Int,
        to start: Instant,
        until dayEnd: DayEnd = .sameTime
    ) -> Instant {
        let unreachable: Instant = days < 0 ? .distantPast : .distantFuture
        let snapped = days < 0 ? previousClose(before: start) : nextOpen(from: start)
        guard snapped != .distantPast, snapped != .distantFuture else { return unreachable }
        var clock = WallClock(zone)
        guard let home = workingDay(of: snapped, &clock),
            let day = workingDay(days, after: home)
        else { return unreachable }

        let intervals = hours.intervals(on: day, &clock)
        guard let last = intervals.last else { return unreachable }
        if dayEnd == .close { return Instant(milliseconds: last.upperBound) }
        if days == 0 { return snapped }

        // More than a day's worth after midnight, for hours that run into the next day.
        let sinceMidnight = zone.civil(at: snapped).wall - Int64(home) * 86_400_000
        let wanted = clock.instant(ofWall: Int64(day) * 86_400_000 + sinceMidnight)
        var closed: Int64?
        for interval in intervals {
            if wanted < interval.lowerBound {
                let time = days < 0 ? closed ?? interval.lowerBound : interval.lowerBound
                return Instant(milliseconds: time)
            }
            if wanted <= interval.upperBound { return Instant(milliseconds: wanted) }
            closed = interval.upperBound
        }
        return Instant(milliseconds: last.upperBound)
    }

    /// The years between two instants for which the definition claims no holiday data.
    ///
    /// Where it claims no years at all there is nothing to report.
    public func yearsWithoutHolidayData(from start: Instant, to end: Instant) -> [Int] {
        guard !definition.holidayYears.isEmpty else { return [] }
        let first = zone.civil(at: min(start, end)).date.year
        let last = zone.civil(at: max(start, end)).date.year
        let range = max(1, min(first, 9999))...max(1, min(last, 9999))
        return range.filter { !definition.holidayYears.contains($0) }
    }

    /// The date to which the open time at, or just before, an instant belongs.
    private func workingDay(of instant: Instant, _ clock: inout WallClock) -> Int? {
        let time = instant.milliseconds
        let date = zone.civil(at: instant).date.daysSinceEpoch
        var closing: Int?
        // The day before may run into this one; and where clocks are set back over midnight
        // the next day can have begun already.
        for day in (date - 1)...(date + 1) {
            for interval in hours.intervals(on: day, &clock) {
                if interval.contains(time) { return day }
                if interval.upperBound == time { closing = closing ?? day }
            }
        }
        return closing
    }

    /// The working day so many after another, which is one.
    private func workingDay(_ count: Int, after home: Int) -> Int? {
        // All the years there are have fewer days.
        guard count.magnitude < 4_000_000 else { return nil }
        if isAlwaysOpen { return home + count }
        let index = TableChain.index(of: CivilDate(daysSinceEpoch: home).year)
        guard tableIndices.contains(index) else { return nil }
        let before = table(index).workingDays(before: home)
        return chain.withLock { chain in
            let wanted = chain.start(of: index).days + before + count
            let found =
                count < 0
                ? chain.last(in: tableIndices.lowerBound...index) { $0.days <= wanted }
                : chain.first(in: index...tableIndices.upperBound) { $0.days > wanted }
            return found.map { chain.table($0).workingDay(wanted - chain.start(of: $0).days) }
        }
    }
}
