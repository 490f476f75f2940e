import BusinessTime
import Testing

struct ICalendarPartsTests {
    /// Reads one event from one time to another, written with a zone's parameter or none.
    private func part(
        _ summary: String,
        _ start: String,
        _ end: String,
        head: [String] = []
    ) throws -> HolidayTable {
        try feed(["SUMMARY:\(summary)", "DTSTART\(start)", "DTEND\(end)"], head: head)
    }

    @Test func makeUpHours_areTheHoursOfTheDay() throws {
        let table = try feed(
            ["SUMMARY:国庆节 补班", "DTSTART:20261010T090000", "DTEND:20261010T120000"],
            ["SUMMARY:国庆节 补班", "DTSTART:20261010T130000", "DURATION:PT4H30M"]
        )
        let saturday = try date("2026-10-10")
        #expect(table.workdays == [saturday: "国庆节 补班"])
        #expect(table.hours == [saturday: try hours("09:00-12:00 13:00-17:30")])
        let calendar = try calendar("09:00-18:00", zone: "Asia/Shanghai") { $0.add(table) }
        // Friday 17:00 and two hours: one of them on Saturday.
        let start = try instant("2026-10-09T17:00:00+08:00")
        #expect(
            calendar.add(.hours(2), to: start) == (try instant("2026-10-10T10:00:00+08:00"))
        )
    }

    @Test func partsOff_areTakenFromTheHours() throws {
        let table = try part("除夕 半天假", ":20260216T120000", ":20260216T180000")
        #expect(table.holidays.isEmpty)
        #expect(table.years.isEmpty)
        #expect(table.partsOff == [try date("2026-02-16"): try hours("12:00-18:00")])
        let calendar = try calendar("09:00-18:00", zone: "Asia/Shanghai") { $0.add(table) }
        let start = try instant("2026-02-16T11:00:00+08:00")
        #expect(
            calendar.add(.hours(2), to: start) == (try instant("2026-02-17T10:00:00+08:00"))
        )
    }

    @Test func daysOffFromNoonToNoon_areWholeInBetween() throws {
        let table = try part("放假", ":20260929T120000", ":20261002T100000")
        #expect(table.holidays.keys.map(\.description).sorted() == ["2026-09-30", "2026-10-01"])
        #expect(
            table.partsOff == [
                try date("2026-09-29"): try hours("12:00-24:00"),
                try date("2026-10-02"): try hours("00:00-10:00"),
            ]
        )
    }

    @Test func nightsWorked_belongToTheDayTheyBeginOn() throws {
        let table = try part("补班", ":20261010T200000", ":20261011T040000")
        #expect(table.hours == [try date("2026-10-10"): try hours("20:00-04:00")])
        #expect(table.workdays.count == 1)
        let midnight = try part("补班", ":20261010T130000", ":20261011T000000")
        #expect(midnight.hours == [try date("2026-10-10"): try hours("13:00-24:00")])
    }

    @Test func timesOfOtherZones_areMoved() throws {
        let saturday = try date("2026-10-10")
        let nine = try hours("09:00-18:00")
        #expect(try part("补班", ":20261010T010000Z", ":20261010T100000Z").hours == [saturday: nine])
        #expect(
            try part("补班", ";TZID=Asia/Tokyo:20261010T100000", ";TZID=Asia/Tokyo:20261010T190000")
                .hours == [saturday: nine]
        )
        // Outlook's name, which only the file itself explains.
        let outlook = [
            "BEGIN:VTIMEZONE", "TZID:China Standard Time", "BEGIN:STANDARD",
            "DTSTART:16010101T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD",
            "END:VTIMEZONE",
        ]
        let start = ";TZID=China Standard Time:20261010T090000"
        let end = ";TZID=China Standard Time:20261010T180000"
        #expect(try part("补班", start, end, head: outlook).hours == [saturday: nine])
        #expect(
            try feedError(["SUMMARY:补班", "DTSTART\(start)", "DTEND\(end)"])
                == "DTSTART is in the zone 'China Standard Time', which is unknown (line 4)"
        )
        // A whole day of Shanghai, written in UTC.
        let whole = try part("国庆节", ":20260930T160000Z", ":20261001T160000Z")
        #expect(whole.holidays.keys.map(\.description) == ["2026-10-01"])
    }

    @Test(arguments: [
        (
            ["SUMMARY:国庆节", "DTSTART:20261001T000000Z", "DTEND:20261002T000000Z"],
            "DTSTART '20261001T000000Z' is a whole day in another zone than Asia/Shanghai; "
                + "write VALUE=DATE (line 4)"
        ),
        (
            ["SUMMARY:Standup", "DTSTART:20261008T090000", "DTEND:20261008T091500"],
            "event 'Standup' covers a part of a day and does not say whether that is worked or off "
                + "(line 3)"
        ),
        (
            ["SUMMARY:补班", "DTSTART:20261010T090000", "DTEND:20261011T180000"],
            "event '补班' is worked for more than a day on end (line 2)"
        ),
        (
            ["SUMMARY:补班", "DTSTART:20261010T090000", "DTEND:20261010T090000"],
            "DTEND '20261010T090000' is not after DTSTART (line 5)"
        ),
        (
            ["SUMMARY:补班", "DTSTART:20261010T090000", "DTEND;VALUE=DATE:20261011"],
            "DTEND '20261011' is not of the form of DTSTART (line 5)"
        ),
        (
            ["SUMMARY:休", "DTSTART;VALUE=DATE:20261010T090000", "DURATION:PT1H"],
            "DTSTART '20261010T090000' is not a date (line 4)"
        ),
        (
            ["SUMMARY:休", "DTSTART:20261010T250000", "DURATION:PT1H"],
            "DTSTART '20261010T250000' is not a date (line 4)"
        ),
        (
            ["SUMMARY:休", "DTSTART:20261010T090000", "DURATION:PT"],
            "DURATION 'PT' is not 1 to 366 days (line 5)"
        ),
    ])
    func whatIsNotUnderstood_isAnErrorWithItsLine(lines: [String], message: String) throws {
        #expect(try feedError(lines) == message)
    }
}
