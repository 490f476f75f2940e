import BusinessTime
import Foundation
import SlawatchTesting
import Testing

struct ICalendarHolidaysTests {
    private static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private let shanghai: ZoneRules

    init() throws {
        shanghai = try zone("Asia/Shanghai")
    }

    /// Wraps the lines of one event, so that its first line is line 3.
    private func event(_ lines: String...) throws -> HolidayTable {
        try ICalendarHolidays.parse(
            (["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR"])
                .joined(separator: "\r\n"),
            in: shanghai
        )
    }

    private func message(_ lines: String...) -> String? {
        let text = (["BEGIN:VCALENDAR", "BEGIN:VEVENT"] + lines + ["END:VEVENT", "END:VCALENDAR"])
            .joined(separator: "\n")
        return #expect(throws: ICalendarError.self) {
            try ICalendarHolidays.parse(text, in: shanghai)
        }?
        .description
    }

    @Test func shippedFiles_sayTheSame() throws {
        let folder = Self.repository.appendingPathComponent("config/calendars")
        let text = try String(
            contentsOf: folder.appendingPathComponent("cn-holidays-2026.ics"),
            encoding: .utf8
        )
        let table = try ICalendarHolidays.parse(text, in: shanghai)

        struct Year: Decodable {
            let holidays: [String: String]
            let workdays: [String: String]
        }
        let json = try JSONDecoder().decode(
            [String: Year].self,
            from: Data(contentsOf: folder.appendingPathComponent("cn-holidays.json"))
        )
        let year = try #require(json["2026"])
        #expect(Set(table.holidays.keys.map(\.description)) == Set(year.holidays.keys))
        #expect(Set(table.workdays.keys.map(\.description)) == Set(year.workdays.keys))
        #expect(table.workdays[try date("2026-10-10")] == "国庆节调休（班）")
        #expect(table.years == [2026])
    }

    @Test func end_isExclusive_andLeftOutMeansOneDay() throws {
        let long = try event(
            "DTSTART;VALUE=DATE:20260404",
            "DTEND;VALUE=DATE:20260407",
            "SUMMARY:Qingming"
        )
        #expect(
            long.holidays.keys.sorted().map(\.description) == [
                "2026-04-04", "2026-04-05", "2026-04-06",
            ]
        )
        #expect(try event("DTSTART:20260404").holidays == [date("2026-04-04"): ""])
        #expect(try event("DTSTART:20260404", "DURATION:P1W").holidays.count == 7)
    }

    @Test func foldedLinesEscapesAndQuotes_areUndone() throws {
        let table = try event(
            "DTSTART;X-NOTE=\"a:b;c\";VALUE=DATE:20260404",
            "SUMMARY:New\\, ye",
            " ar\\; and",
            "\t more",
            "DESCRIPTION:x",
            "BEGIN:VALARM",
            "DTSTART:nonsense",
            "END:VALARM"
        )
        #expect(table.holidays == [try date("2026-04-04"): "New, year; and more"])
    }

    @Test func wholeDaysWrittenWithTimes_areDates() throws {
        let table = try event(
            "DTSTART;TZID=Asia/Shanghai:20260404T000000",
            "DTEND;TZID=Asia/Shanghai:20260406T000000"
        )
        #expect(table.holidays.count == 2)
        #expect(
            message("DTSTART:20260404T090000")
                == "DTSTART '20260404T090000' without DTEND is no whole day (line 3)"
        )
        #expect(
            message("DTSTART:20260404T000000Z")
                == "DTSTART '20260404T000000Z' without DTEND is no whole day (line 3)"
        )
    }

    @Test func workdays_areToldByTheirCategory() throws {
        #expect(try event("DTSTART:20261010", "CATEGORIES:Foo,Workday").workdays.count == 1)
        #expect(
            try event("DTSTART:20261010", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY").workdays.count
                == 1
        )
        #expect(try event("DTSTART:20261010", "CATEGORIES:HOLIDAY").workdays.isEmpty)
    }

    @Test func cancelledEvents_areIgnored() throws {
        #expect(try event("DTSTART:20261010", "STATUS:CANCELLED") == HolidayTable())
    }

    @Test func yearlyRecurrence_isExpanded() throws {
        let forever = try event(
            "DTSTART:20200101",
            "RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;WKST=MO"
        )
        #expect(forever.holidays.count == 80)
        #expect(forever.years.isEmpty)
        let leap = try event("DTSTART:20240229", "RRULE:FREQ=YEARLY;COUNT=3")
        #expect(leap.holidays.keys.map(\.year).sorted() == [2024, 2028, 2032])
        let until = try event(
            "DTSTART:20240501",
            "RRULE:FREQ=YEARLY;UNTIL=20270501T000000Z;INTERVAL=2"
        )
        #expect(until.holidays.keys.map(\.year).sorted() == [2024, 2026])
        let without = try event(
            "DTSTART:20240501",
            "RRULE:FREQ=YEARLY;COUNT=3",
            "EXDATE;VALUE=DATE:20250501"
        )
        #expect(without.holidays.keys.map(\.year).sorted() == [2024, 2026])
        let far = try event("DTSTART:99991231", "RRULE:FREQ=YEARLY")
        #expect(far.holidays.count == 1)
    }

    @Test func eventOverNewYear_claimsNoYear() throws {
        #expect(try event("DTSTART:20261231", "DTEND:20270102").years.isEmpty)
    }

    @Test func whatIsNotUnderstood_isAnErrorWithItsLine() {
        #expect(
            message("DTSTART:20260101", "RRULE:FREQ=YEARLY;BYDAY=1MO")
                == "RRULE part 'BYDAY=1MO' is not supported (only yearly dates) (line 4)"
        )
        #expect(
            message("DTSTART:20260101", "RRULE:FREQ=MONTHLY")
                == "RRULE part 'FREQ=MONTHLY' is not supported (only yearly dates) (line 4)"
        )
        #expect(
            message("DTSTART:20260101", "RRULE:COUNT=2")
                == "RRULE 'COUNT=2' has no FREQ=YEARLY (line 4)"
        )
        #expect(
            message("DTSTART:20260101", "RRULE:FREQ=YEARLY;UNTIL=soon")
                == "RRULE part 'UNTIL=SOON' is not a date (line 4)"
        )
        #expect(message("DTSTART:20260101", "RRULE:FREQ=YEARLY;COUNT=0") != nil)
        #expect(
            message("DTSTART:20260101", "RDATE;VALUE=PERIOD:20260102T000000/P1D")
                == "RDATE '20260102T000000/P1D' is not a date (line 4)"
        )
        #expect(message("DTSTART:20260230") == "DTSTART '20260230' is not a date (line 3)")
        #expect(message("SUMMARY:x") == "event has no DTSTART (line 2)")
        #expect(
            message("DTSTART:20260105", "DTEND:20260105")
                == "DTEND '20260105' is not 1 to 366 days after DTSTART (line 4)"
        )
        #expect(
            message("DTSTART:20260105", "DURATION:PT24H")
                == "DURATION 'PT24H' is not 1 to 366 whole days (line 4)"
        )
        #expect(message("DTSTART") == "'DTSTART' is not an iCalendar property (line 3)")
        #expect(message("END:VCALENDAR") == "END:VCALENDAR without its BEGIN (line 3)")
    }

    @Test(arguments: [
        ("", "no BEGIN:VCALENDAR"), ("DTSTART:20260101", "DTSTART outside a VCALENDAR (line 1)"),
        ("BEGIN:VEVENT", "BEGIN:VEVENT outside a VCALENDAR (line 1)"),
        ("\nBEGIN:VCALENDAR\n", "BEGIN:VCALENDAR without its END (line 2)"),
        ("<html>", "'<html>' is not an iCalendar property (line 1)"),
    ])
    func textThatIsNoCalendar_isAnError(text: String, expected: String) {
        let error = #expect(throws: ICalendarError.self) {
            try ICalendarHolidays.parse(text, in: shanghai)
        }
        #expect(error?.description == expected)
    }

    @Test func byteOrderMark_isIgnored() throws {
        #expect(
            try ICalendarHolidays.parse(
                "\u{FEFF}BEGIN:VCALENDAR\nEND:VCALENDAR\n",
                in: shanghai
            )
                == HolidayTable()
        )
    }

    @Test func tooMuch_isAnError() {
        #expect(throws: ICalendarError.self) {
            try ICalendarHolidays.parse(
                String(repeating: "X:Y\n", count: 2 * 1024 * 1024),
                in: shanghai
            )
        }
        let event =
            "BEGIN:VEVENT\nDTSTART:00010101\nDTEND:00011230\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
        #expect(throws: ICalendarError(line: 0, reason: "more than 50000 dates")) {
            try ICalendarHolidays.parse(
                "BEGIN:VCALENDAR\n\(event)END:VCALENDAR\n",
                in: shanghai
            )
        }
    }

    @Test func mutatedText_isAnErrorOrATable() throws {
        let file = Self.repository.appendingPathComponent("config/calendars/cn-holidays-2026.ics")
        let bytes = try Array(Data(contentsOf: file))
        var random = SplitMix64(seed: 29)
        for _ in 0..<150 {
            var mutated = bytes
            for _ in 0..<random.number(1...6) {
                mutated[random.number(0...(mutated.count - 1))] = UInt8(random.number(0...255))
            }
            _ = try? ICalendarHolidays.parse(String(decoding: mutated, as: UTF8.self), in: shanghai)
        }
    }
}
