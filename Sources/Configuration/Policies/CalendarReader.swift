import BusinessTime
import Foundation
import ServiceLevels
import Support

/// Reads the business calendars of a configuration.
struct CalendarReader {
    let files: SourceFiles

    /// Reads one calendar: `{zone: …, week: {mon-fri: ["09:00-18:00"]}, holidays: […], …}`.
    func read(_ name: String, _ place: YAMLValue) -> BusinessCalendar? {
        let fields = StrictMapping(place)
        let zone = fields.required("zone").flatMap(readZone)
        var versions: [CalendarDefinition.Version] = []
        if let week = fields["week"] { versions.append(.init(week: readWeek(week))) }
        for item in fields["versions"]?.items ?? [] {
            let version = StrictMapping(item)
            let from = version.required("from")?.parse(parseDate)
            let week = version.required("week").map(readWeek)
            version.finish()
            if let from, let week { versions.append(.init(effectiveFrom: from, week: week)) }
        }
        var definition = CalendarDefinition(name: name, zone: zone ?? .utc, week: [:])
        definition.versions = versions
        for item in fields["holidays"]?.items ?? [] {
            if let table = readTable(item, zone ?? .utc) { definition.add(table) }
        }
        for (date, value) in fields["closed"]?.entries ?? [] {
            guard let day = parseKey(date, value) else { continue }
            definition.holidays[day] = value.text ?? ""
        }
        for (date, value) in fields["dated"]?.entries ?? [] {
            guard let day = parseKey(date, value) else { continue }
            definition.dated[day] = readHours(value)
        }
        if let hours = fields["make_up_hours"] { definition.makeUpHours = readHours(hours) }
        fields.finish()
        guard zone != nil else { return nil }
        if versions.isEmpty {
            place.report("has neither 'week' nor 'versions', so it would never be open")
            return nil
        }
        do {
            return try BusinessCalendar(definition)
        } catch {
            place.report("\(error)")
            return nil
        }
    }

    /// Reads the name of a time zone.
    func readZone(_ place: YAMLValue) -> ZoneRules? {
        place.parse { text throws(ValueError) in
            do {
                return try ZoneRules(named: text)
            } catch {
                throw ValueError("\(error)")
            }
        }
    }

    /// Reads opening hours by day: `mon`, `mon-fri`, `sat,sun`.
    private func readWeek(_ place: YAMLValue) -> [Weekday: [OpenHours]] {
        var week: [Weekday: [OpenHours]] = [:]
        for (days, value) in place.entries {
            let hours = readHours(value)
            for day in weekdays(days, value) {
                if week.updateValue(hours, forKey: day) != nil {
                    value.report("gives hours to a day that has hours already")
                }
            }
        }
        return week
    }

    private func readHours(_ place: YAMLValue) -> [OpenHours] {
        place.items.compactMap { $0.parse(parseHours) }
    }

    private func weekdays(_ text: String, _ place: YAMLValue) -> [Weekday] {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var days: [Weekday] = []
        for part in text.lowercased().split(separator: ",") {
            let ends = part.split(separator: "-").map { String($0).trimmingBlanks }
            guard let first = ends.first.flatMap({ names.firstIndex(of: $0) }),
                let last = ends.last.flatMap({ names.firstIndex(of: $0) }), ends.count <= 2,
                first <= last
            else {
                place.report("'\(part)' is no day; write mon, mon-fri or sat,sun")
                continue
            }
            days += (first...last).compactMap { Weekday(rawValue: $0 + 1) }
        }
        return days
    }

    private func parseKey(_ text: String, _ place: YAMLValue) -> CivilDate? {
        do {
            return try parseDate(text)
        } catch {
            place.report(error.message)
            return nil
        }
    }

    /// Reads a file of holidays: iCalendar, or JSON by year with `holidays` and `workdays`.
    private func readTable(_ place: YAMLValue, _ zone: ZoneRules) -> HolidayTable? {
        guard let name = place.text, let text = files.read(name, for: place) else { return nil }
        if name.lowercased().hasSuffix(".ics") {
            do {
                return try ICalendarHolidays.parse(text, in: zone)
            } catch {
                place.report("\(name): \(error)")
                return nil
            }
        }
        // JSON is YAML, and read as such its errors have lines and columns.
        guard let document = files.compose(text, name: name, for: place) else { return nil }
        var table = HolidayTable(holidays: [:], workdays: [:], years: [])
        for (year, value) in document.entries {
            guard let number = Int(year), (1...9999).contains(number) else {
                value.report("'\(year)' is not a year")
                continue
            }
            table.years.insert(number)
            let fields = StrictMapping(value)
            for (date, name) in fields["holidays"]?.entries ?? [] {
                if let day = parseKey(date, name) { table.holidays[day] = name.text ?? "" }
            }
            for (date, name) in fields["workdays"]?.entries ?? [] {
                if let day = parseKey(date, name) { table.workdays[day] = name.text ?? "" }
            }
            _ = fields["note"]
            fields.finish()
        }
        return table
    }
}
