import BusinessTime

/// What there is to know about a calendar between two dates.
struct CalendarFacts {
    /// A day that is not as its week says.
    struct Day {
        /// The date.
        var date: CivilDate
        /// The name, empty where none is known.
        var name: String
        /// The opening hours that it has, all told.
        var hours: [String]
    }

    /// The calendar.
    let calendar: BusinessCalendar
    /// The dates that are looked at.
    let dates: ClosedRange<CivilDate>
    /// The present moment, whose year and the next are always asked for.
    let now: Instant

    /// The holidays, yearly ones on their dates.
    var holidays: [Day] {
        let definition = calendar.definition
        var names = definition.holidays
        if !definition.yearlyHolidays.isEmpty {
            for day in dates.lowerBound.daysSinceEpoch...dates.upperBound.daysSinceEpoch {
                let date = CivilDate(daysSinceEpoch: day)
                guard let name = definition.yearlyHolidays[MonthDay(date)] else { continue }
                names[date] = names[date] ?? name
            }
        }
        return days(names)
    }

    /// The days that are worked although weekday or holiday say otherwise.
    var makeUpDays: [Day] { days(calendar.definition.makeUpDays) }

    /// The days with hours of their own.
    var datedDays: [Day] { days(calendar.definition.dated.mapValues { _ in "" }) }

    /// The days with breaks.
    var breakDays: [Day] { days(calendar.definition.breaks.mapValues { _ in "" }) }

    /// The years for which the holidays are known.
    var knownYears: [Int] { calendar.definition.holidayYears.sorted() }

    /// The years shown, this one and the next, as far as their holidays are not known.
    var missingYears: [Int] {
        let this = calendar.zone.civil(at: now).date.year
        let years = Set(dates.lowerBound.year...dates.upperBound.year).union([this, this + 1])
        return years.subtracting(calendar.definition.holidayYears).sorted()
    }

    /// Whether it never closes, so that holidays mean nothing to it.
    var neverCloses: Bool {
        let definition = calendar.definition
        let isPlain = definition.holidays.isEmpty && definition.yearlyHolidays.isEmpty
        return isPlain && definition.dated.isEmpty && definition.breaks.isEmpty
            && definition.versions.count == 1
            && Weekday.allCases.allSatisfy { definition.versions[0].week[$0] == [.allDay] }
    }

    /// The opening hours of a date, cut off at its midnights.
    func hours(on date: CivilDate) -> [String] {
        let zone = calendar.zone
        let midnight = zone.instant(of: CivilDateTime(date: date, time: .midnight))
        let next = zone.instant(of: CivilDateTime(date: date.adding(days: 1), time: .midnight))
        return calendar.openIntervals(from: midnight, to: next).map { interval in
            let close = interval.close == next ? .endOfDay : zone.civil(at: interval.close).time
            return "\(zone.civil(at: interval.open).time)-\(close)"
        }
    }

    private func days(_ names: [CivilDate: String]) -> [Day] {
        names.keys.filter(dates.contains).sorted().map { date in
            Day(date: date, name: names[date] ?? "", hours: hours(on: date))
        }
    }
}
