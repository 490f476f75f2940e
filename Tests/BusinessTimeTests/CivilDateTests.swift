import BusinessTime
import Testing

struct CivilDateTests {
    @Test func datesOfAllYears_roundTrip() throws {
        var expected = try date("0001-01-01")
        let last = try date("9999-12-31")
        // A prime step, so that every day of the month and of the week is met.
        while expected <= last {
            let (year, month, day) = expected.components
            #expect(CivilDate(year: year, month: month, day: day) == expected)
            #expect(CivilDate(expected.description) == expected)
            expected = expected.adding(days: 397)
        }
    }

    @Test(arguments: [
        ("1970-01-01", 0, Weekday.thursday), ("1969-12-31", -1, .wednesday),
        ("2026-11-22", 20_779, .sunday), ("2000-02-29", 11_016, .tuesday),
        ("0001-01-01", -719_162, .monday),
    ])
    func daysAndWeekday_areKnown(text: String, days: Int, weekday: Weekday) throws {
        let date = try date(text)
        #expect(date.daysSinceEpoch == days)
        #expect(date.weekday == weekday)
        #expect(date.description == text)
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1",
        "26-01-01", "2026-01-01 ", "2026/01/01", "", "0000-01-01", "２０２６-01-01",
    ])
    func textThatIsNoDate_isRefused(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test func addingDays_crossesYears() throws {
        #expect(try date("2024-02-28").adding(days: 2) == date("2024-03-01"))
        #expect(try date("2026-01-01").adding(days: -1) == date("2025-12-31"))
    }

    @Test func monthDay_isReadAndOrdered() throws {
        let newYear = try #require(MonthDay("01-01"))
        let leapDay = try #require(MonthDay("02-29"))
        #expect(newYear < leapDay)
        #expect("\(leapDay)" == "02-29")
        #expect(MonthDay(try date("2026-01-01")) == newYear)
        for text in ["02-30", "13-01", "1-1", "01-01x", "00-01"] { #expect(MonthDay(text) == nil) }
    }
}
