import BusinessTime

extension Vector {
    /// The zone of dates and answers.
    func zone() throws -> ZoneRules { try ZoneRules(named: timezone ?? "UTC") }

    /// The vector's calendar; a dated entry takes precedence over a holiday.
    ///
    /// - Throws: `CalendarError.neverOpen` if it has no hours at all.
    func calendar() throws -> BusinessCalendar {
        let weeks: [CalendarDefinition.Version] =
            try versions.map { versions in
                try versions.map {
                    .init(
                        effectiveFrom: try $0.effective_from.map(date),
                        week: try hours($0.week)
                    )
                }
            } ?? [.init(week: try hours(week ?? [:]))]
        var definition = CalendarDefinition(name: "vector", zone: try zone(), versions: weeks)
        for holiday in holidays ?? [] {
            if let day = MonthDay(holiday.date) {
                definition.yearlyHolidays[day] = "holiday"
            } else {
                definition.holidays[try date(holiday.date)] = "holiday"
            }
        }
        for (day, ranges) in extra_workdays ?? [:] {
            definition.dated[try date(day)] = try hours(ranges)
        }
        for (day, ranges) in breaks ?? [:] {
            definition.breaks[try date(day)] = try hours(ranges)
        }
        return try BusinessCalendar(definition)
    }

    private func date(_ text: String) throws(CommandError) -> CivilDate {
        guard let date = CivilDate(text) else { throw CommandError("'\(text)' is no date") }
        return date
    }

    private func hours(
        _ week: [String: [[String]]]
    ) throws(CommandError) -> [Weekday: [OpenHours]] {
        var days: [Weekday: [OpenHours]] = [:]
        for (name, ranges) in week {
            guard let day = Weekday.allCases.first(where: { $0.fileName == name }) else {
                throw CommandError("'\(name)' is no day; expected mon to sun")
            }
            days[day] = try hours(ranges)
        }
        return days
    }

    private func hours(_ ranges: [[String]]) throws(CommandError) -> [OpenHours] {
        var hours: [OpenHours] = []
        for range in ranges {
            guard range.count == 2, let open = CivilTime(range[0]), let close = CivilTime(range[1])
            else {
                throw CommandError("'\(range.joined(separator: "-"))' are no opening hours")
            }
            hours.append(OpenHours(open: open, close: close))
        }
        return hours
    }
}
