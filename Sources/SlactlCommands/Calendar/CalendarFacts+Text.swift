import BusinessTime
import Reporting

extension CalendarFacts {
    /// The facts for people.
    var text: String {
        let wall = WallText(zone: calendar.zone)
        var blocks = ["calendar \(calendar.name) (\(calendar.zone.name))"]
        for version in calendar.definition.versions {
            let from = version.effectiveFrom.map { " from \($0)" } ?? ""
            blocks.append("week\(from)\n" + Self.text(of: version.week))
        }
        let period = "\(dates.lowerBound) to \(dates.upperBound)"
        let lists = [
            ("holidays", holidays), ("make-up days", makeUpDays),
            ("days with hours of their own", datedDays), ("days with breaks", breakDays),
        ]
        for (title, days) in lists where !days.isEmpty {
            var lines = FieldLines()
            for group in Self.grouped(days) {
                lines.add(Self.dates(of: group, wall), Self.value(of: group))
            }
            blocks.append("\(title), \(period)\n\(lines.text(indent: "  "))")
        }
        if holidays.isEmpty, makeUpDays.isEmpty, !neverCloses {
            blocks.append("no holidays and no make-up days, \(period)")
        }
        blocks.append(dataText)
        return blocks.joined(separator: "\n")
    }

    private var dataText: String {
        if neverCloses { return "it never closes, so holidays mean nothing to it" }
        let known = knownYears.map(String.init).joined(separator: ", ")
        let missing = missingYears.map(String.init).joined(separator: ", ")
        var lines = ["holiday data for: \(known.isEmpty ? "no year at all" : known)"]
        if !missing.isEmpty {
            lines.append("NO holiday data for: \(missing) (every weekday counts as a working day)")
        }
        return lines.joined(separator: "\n")
    }

    /// The hours of each weekday, with equal neighbours on one line.
    private static func text(of week: [Weekday: [OpenHours]]) -> String {
        var rows: [(first: Weekday, last: Weekday, hours: String)] = []
        for day in Weekday.allCases {
            let hours = week[day] ?? []
            let text = hours.isEmpty ? "closed" : hours.map(\.description).joined(separator: ", ")
            if let row = rows.last, row.hours == text {
                rows[rows.count - 1].last = day
            } else {
                rows.append((day, day, text))
            }
        }
        var lines = FieldLines()
        for row in rows {
            let first = row.first.fileName
            let label = row.first == row.last ? first : "\(first)-\(row.last.fileName)"
            lines.add(label, row.hours)
        }
        return lines.text(indent: "  ")
    }

    /// Days in a row with one name and the same hours.
    private static func grouped(_ days: [Day]) -> [[Day]] {
        var groups: [[Day]] = []
        for day in days {
            if let last = groups.last?.last, last.date.adding(days: 1) == day.date,
                last.name == day.name, last.hours == day.hours
            {
                groups[groups.count - 1].append(day)
            } else {
                groups.append([day])
            }
        }
        return groups
    }

    private static func dates(of group: [Day], _ wall: WallText) -> String {
        [group.first, group.count > 1 ? group.last : nil].compactMap { day in
            day.map { wall.dayText($0.date) }
        }.joined(separator: " - ")
    }

    private static func value(of group: [Day]) -> String {
        let hours = group[0].hours
        let text = hours.isEmpty ? "closed" : hours.joined(separator: ", ")
        return group[0].name.isEmpty ? text : "\(text)  \(group[0].name)"
    }
}

extension Weekday {
    /// The day as files write it: `mon`.
    var fileName: String {
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][rawValue - 1]
    }
}
