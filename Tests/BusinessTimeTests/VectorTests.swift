import BusinessTime
import Foundation
import Testing

/// The published test cases of other engines, in one form; `docs/time.md` has a table of those
/// where engines disagree.
struct VectorTests {
    static let files = [
        "cal_business_time", "cal_chatwoot", "cal_perl_business_hours_rt", "cal_sifex_sla_timer",
        "cal_zendesk_biz",
    ]

    /// How many vectors of each file must have been run, so that none is lost unseen.
    static let counts = [54, 13, 14, 38, 73]

    @Test(arguments: zip(files, counts))
    func vector_givesTheExpectedAnswer(file: String, count: Int) throws {
        let vectors = try VectorFile.load(file).vectors
        #expect(vectors.count == count)
        for vector in vectors { try vector.check() }
    }

    /// Where engines disagree, ours is the convention that calls a deadline a close.
    @Test func boundarySensitiveVector_isOurConvention() throws {
        let vectors = try Self.files.flatMap { try VectorFile.load($0).vectors }
        let sensitive = vectors.filter { $0.boundary_sensitive == true }
        #expect(
            sensitive.map(\.id) == [
                "cal_business_time-026", "cal_business_time-030", "cal_business_time-031",
                "cal_business_time-032", "cal_chatwoot-011", "cal_chatwoot-013",
            ]
        )
        for vector in sensitive {
            #expect(vector.matches_convention == ["close"], "\(vector.id)")
            try vector.check()
        }
    }
}

private struct VectorFile: Decodable {
    let vectors: [Vector]

    static func load(_ name: String) throws -> VectorFile {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Vectors/\(name).json")
        return try JSONDecoder().decode(VectorFile.self, from: Data(contentsOf: url))
    }
}

/// One test case, with the names of the files.
private struct Vector: Decodable {
    struct Version: Decodable {
        let effective_from: String?
        let week: [String: [[String]]]
    }

    struct Other: Decodable {
        let week: [String: [[String]]]
        let holidays: [String]
        let breaks: [String: [[String]]]?
    }

    enum Expected: Decodable {
        case text(String)
        case flag(Bool)
        case intervals([[String]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else {
                self = .intervals(try container.decode([[String]].self))
            }
        }
    }

    let id: String
    let timezone: String
    let week: [String: [[String]]]
    let versions: [Version]?
    let holidays: [String]
    let extra_workdays: [String: [[String]]]?
    let breaks: [String: [[String]]]?
    let op: String
    let mode: String?
    let start: String?
    let at: String?
    let end: String?
    let wall: String?
    let amount_seconds: Int64?
    let amount_days: Int?
    let count: Int?
    let other: Other?
    let expected: Expected?
    let expected_seconds: Int64?
    let boundary_sensitive: Bool?
    let matches_convention: [String]?

    func check() throws {
        // Two engines fall back to the wall clock, or to nothing, where a calendar is never
        // open. Here that is an error.
        if week.isEmpty, op != "resolve_wall_time" {
            #expect(throws: CalendarError.neverOpen(calendar: id)) { try calendar() }
            return
        }
        switch op {
        case "add":
            let calendar = mode == "wall_clock" ? BusinessCalendar.always() : try calendar()
            try expect(calendar.add(.seconds(try amount()), to: try from()))
        case "subtract":
            try expect(try calendar().subtract(.seconds(try amount()), from: try from()))
        case "add_days":
            let days = try #require(amount_days)
            try expect(try calendar().addWorkingDays(days, to: try from()))
        case "subtract_days":
            let days = try #require(amount_days)
            try expect(try calendar().addWorkingDays(-days, to: try from()))
        case "between": try checkBetween()
        case "next_open": try expect(try calendar().nextOpen(from: try from()))
        case "prev_active": try expect(try calendar().previousClose(before: try from()))
        case "is_open":
            guard case .flag(let expected) = expected else { return try unknown() }
            let instant = try instant(try #require(at))
            #expect(try calendar().isOpen(at: instant) == expected, "\(id)")
        case "open_intervals_after":
            try expect(
                try calendar().openIntervals(after: try from(), count: try #require(count))
            )
        case "open_intervals_before":
            try expect(
                try calendar().openIntervals(before: try from(), count: try #require(count))
            )
        case "intersect_open_intervals_after": try checkIntersection()
        case "resolve_wall_time":
            try expect(try zone(timezone).instant(of: try civil(try #require(wall))))
        default: try unknown()
        }
    }

    private func checkBetween() throws {
        let end = try instant(try #require(end))
        let found = try calendar().workingTime(from: try from(), to: end)
        var wanted = try #require(expected_seconds)
        if id == "cal_zendesk_biz-019" {
            // The engine says 0 for every reversed range; here it is the range, negated.
            let forward = try calendar().workingTime(from: end, to: try from())
            #expect(forward > .zero)
            wanted = -forward.seconds
        }
        #expect(found == .seconds(wanted), "\(id)")
    }

    private func checkIntersection() throws {
        let right = try #require(other)
        let other = try Self.calendar(
            id,
            timezone,
            right.week,
            right.holidays,
            breaks: right.breaks ?? [:]
        )
        let far = try from() + .days(3)
        let left = try calendar().openIntervals(from: try from(), to: far)
        let both = left.flatMap { other.openIntervals(from: $0.open, to: $0.close) }
        try expect(Array(both.prefix(3)))
    }

    private func from() throws -> Instant { try instant(try #require(start)) }

    private func amount() throws -> Int64 { try #require(amount_seconds) }

    private func unknown() throws {
        Issue.record("\(id): nothing runs '\(op)'")
    }

    private func expect(_ found: Instant) throws {
        guard case .text(let expected) = expected else { return try unknown() }
        #expect(found == (try instant(expected)), "\(id)")
    }

    private func expect(_ found: [OpenInterval]) throws {
        guard case .intervals(let expected) = expected else { return try unknown() }
        let wanted = try expected.map {
            OpenInterval(open: try instant($0[0]), close: try instant($0[1]))
        }
        #expect(found == wanted, "\(id)")
    }

    private func calendar() throws -> BusinessCalendar {
        let versions = try versions?.map {
            CalendarDefinition.Version(
                effectiveFrom: try $0.effective_from.map { try date($0) },
                week: try Self.week($0.week)
            )
        }
        return try Self.calendar(
            id,
            timezone,
            week,
            holidays,
            versions: versions,
            dated: extra_workdays ?? [:],
            breaks: breaks ?? [:]
        )
    }

    private static func calendar(
        _ name: String,
        _ zoneName: String,
        _ weekHours: [String: [[String]]],
        _ holidays: [String],
        versions: [CalendarDefinition.Version]? = nil,
        dated: [String: [[String]]] = [:],
        breaks: [String: [[String]]]
    ) throws -> BusinessCalendar {
        var definition = CalendarDefinition(
            name: name,
            zone: try zone(zoneName),
            versions: try versions ?? [.init(week: try week(weekHours))]
        )
        for holiday in holidays {
            if let yearly = MonthDay(holiday) {
                definition.yearlyHolidays[yearly] = "holiday"
            } else {
                definition.holidays[try date(holiday)] = "holiday"
            }
        }
        for (day, hours) in dated { definition.dated[try date(day)] = try Self.hours(hours) }
        for (day, hours) in breaks { definition.breaks[try date(day)] = try Self.hours(hours) }
        return try BusinessCalendar(definition)
    }

    private static func week(_ week: [String: [[String]]]) throws -> [Weekday: [OpenHours]] {
        let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        var hours: [Weekday: [OpenHours]] = [:]
        for (name, ranges) in week {
            let index = try #require(names.firstIndex(of: name))
            hours[Weekday.allCases[index]] = try Self.hours(ranges)
        }
        return hours
    }

    private static func hours(_ ranges: [[String]]) throws -> [OpenHours] {
        try ranges.map {
            OpenHours(open: try #require(CivilTime($0[0])), close: try #require(CivilTime($0[1])))
        }
    }
}
