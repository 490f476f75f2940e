import BusinessTime

/// The content of a calendar between two dates.
struct CalendarFacts {
    /// A day that differs from its week.
    struct Day {
        var date: CivilDate
        /// Empty if unknown.
        var name: String
        /// All its opening hours.
        var hours: [String]
    }

    let calendar: BusinessCalendar
    /// The dates shown.
    let dates: ClosedRange<CivilDate>
    /// The present moment; its year and the next are always checked.
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

    /// The days that are worked in spite of weekday or holiday.
    var makeUpDays: [Day] { days(calendar.definition.makeUpDays) }

    /// The days with their own hours.
    var datedDays: [Day] { days(calendar.definition.dated.mapValues { _ in "" }) }

    var breakDays: [Day] { days(calendar.definition.breaks.mapValues { _ in "" }) }

    /// The years with holiday data.
    var knownYears: [Int] { calendar.definition.holidayYears.sorted() }

    /// The years without holiday data among those shown, this one and the next.
    var missingYears: [Int] {
        let this = calendar.zone.civil(at: now).date.year
        let years = Set(dates.lowerBound.year...dates.upperBound.year).union([this, this + 1])
        return years.subtracting(calendar.definition.holidayYears).sorted()
    }

    /// Whether it never closes, so that holidays do not matter.
    var neverCloses: Bool {
        let definition = calendar.definition
        let isPlain = definition.holidays.isEmpty && definition.yearlyHolidays.isEmpty
        return isPlain && definition.dated.isEmpty && definition.breaks.isEmpty
            && definition.versions.count == 1
            && Weekday.allCases.allSatisfy { definition.versions[0].week[$0] == [.allDay] }
    }

    /// The opening hours of a date, cut off at midnight.
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
