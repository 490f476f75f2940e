import BusinessTime
import Foundation
import Testing

struct CalendarDefinitionTests {
    @Test func neverOpen_isAnError() throws {
        let error = #expect(throws: CalendarError.self) { try calendar("") }
        #expect(error?.description == "calendar 'test' is never open")
        // Closed by a holiday on every day of the year, though the week has hours.
        #expect(throws: CalendarError.neverOpen(calendar: "test")) {
            try calendar {
                for day in 0..<366 {
                    $0.yearlyHolidays[MonthDay(try date("2024-01-01").adding(days: day))] = "off"
                }
            }
        }
    }

    @Test func openOnlyFarAway_isNoError() throws {
        let calendar = try calendar("") {
            $0.dated[try date("2101-01-01")] = try hours("09:00-10:00")
        }
        #expect(calendar.nextOpen(from: .distantPast) == (try instant("2101-01-01T09:00:00Z")))
    }

    @Test func hoursThatBeginAtTheEndOfTheDay_areAnError() throws {
        let error = #expect(throws: CalendarError.self) { try calendar("09:00-18:00 24:00-02:00") }
        #expect(
            error?.description
                == "calendar 'test': hours 24:00-02:00 begin at 24:00; write 00:00 of the next day"
        )
    }

    @Test func twoVersionsOfOneDate_areAnError() throws {
        let error = #expect(throws: CalendarError.self) {
            try calendar { $0.versions.append($0.versions[0]) }
        }
        #expect(error?.description == "calendar 'test': two weeks have no effective date")
    }

    @Test func makeUpDayWithoutHours_isAnError() throws {
        let error = #expect(throws: CalendarError.self) {
            try calendar {
                $0.versions[0].effectiveFrom = try date("2026-06-01")
                $0.makeUpDays[try date("2026-05-09")] = "make-up"
            }
        }
        #expect(
            error?.description
                == "calendar 'test': make-up day 2026-05-09 has no hours; set the make-up hours"
        )
    }

    @Test func makeUpDay_borrowsTheFirstWeekdayWithHours() throws {
        let calendar = try calendar {
            $0.versions[0].week[.monday] = []
            $0.versions[0].week[.tuesday] = try hours("10:00-11:00")
            $0.makeUpDays[try date("2026-11-22")] = "make-up"
        }
        let sunday = try instant("2026-11-22T00:00:00Z")
        #expect(calendar.nextOpen(from: sunday) == sunday + .hours(10))
        #expect(calendar.workingTime(from: sunday, to: sunday + .days(1)) == .hours(1))
    }

    @Test func break_isTakenFromNightHoursOnBothDates() throws {
        let calendar = try calendar("22:00-06:00") {
            $0.breaks[try date("2026-11-21")] = try hours("02:00-03:00")
        }
        let evening = try instant("2026-11-20T22:00:00Z")
        #expect(calendar.workingTime(from: evening, to: evening + .hours(8)) == .hours(7))
    }

    @Test func holidayTable_isAdded() throws {
        let holiday = try date("2026-10-01")
        let workday = try date("2026-10-10")
        var definition = CalendarDefinition(name: "cn", zone: .utc, week: try week("09:00-18:00"))
        definition.add(
            HolidayTable(holidays: [holiday: "国庆节"], workdays: [workday: "调休"], years: [2026])
        )
        #expect(definition.holidays == [holiday: "国庆节"])
        #expect(definition.makeUpDays == [workday: "调休"])
        #expect(definition.holidayYears == [2026])
    }

    @Test func yearsWithoutHolidayData_areReported() throws {
        let calendar = try calendar(zone: "Asia/Shanghai") { $0.holidayYears = [2025, 2026] }
        func years(_ from: String, _ to: String) throws -> [Int] {
            calendar.yearsWithoutHolidayData(from: try instant(from), to: try instant(to))
        }
        #expect(try years("2026-01-01T00:00:00+08:00", "2026-12-31T23:59:59+08:00").isEmpty)
        // New Year comes to Shanghai first.
        #expect(try years("2026-12-31T10:00:00Z", "2026-12-31T16:00:00Z") == [2027])
        #expect(try years("2028-01-01T00:00:00Z", "2024-06-01T00:00:00Z") == [2024, 2027, 2028])
        #expect(
            BusinessCalendar.always().yearsWithoutHolidayData(
                from: .distantPast,
                to: .distantFuture
            ).isEmpty
        )
    }

    @Test func fingerprint_followsWhatMovesDeadlines() throws {
        var definition = CalendarDefinition(
            name: "a",
            zone: .utc,
            week: try week("09:00-12:00 13:00-18:00")
        )
        definition.holidays[try date("2026-10-01")] = "holiday"
        let original = try BusinessCalendar(definition).fingerprint
        func fingerprint(_ change: (inout CalendarDefinition) throws -> Void) throws -> UInt64 {
            var changed = definition
            try change(&changed)
            return try BusinessCalendar(changed).fingerprint
        }
        #expect(try fingerprint { $0.name = "b" } == original)
        #expect(try fingerprint { $0.holidayYears = [2026] } == original)
        #expect(try fingerprint { $0.holidays[try date("2026-10-01")] = "other name" } == original)
        #expect(try fingerprint { $0.versions[0].week[.monday]?.reverse() } == original)
        let changed = try [
            fingerprint { $0.zone = try zone("Asia/Shanghai") },
            fingerprint { $0.versions[0].week[.monday] = nil },
            fingerprint {
                $0.versions.append(.init(effectiveFrom: try date("2030-01-01"), week: [:]))
            },
            fingerprint { $0.holidays[try date("2026-10-02")] = "holiday" },
            fingerprint { $0.yearlyHolidays[try #require(MonthDay("01-01"))] = "holiday" },
            fingerprint { $0.dated[try date("2026-10-02")] = [] },
            fingerprint { $0.makeUpDays[try date("2026-10-10")] = "make-up" },
            fingerprint { $0.makeUpHours = try hours("09:00-10:00") },
            fingerprint { $0.breaks[try date("2026-10-09")] = try hours("09:00-10:00") },
        ]
        #expect(Set(changed + [original]).count == changed.count + 1)
    }

    /// The number is stored beside deadlines, so it must be the same tomorrow.
    @Test func fingerprint_isTheSameInEveryRun() throws {
        let definition = CalendarDefinition(name: "a", zone: .utc, week: try week("09:00-18:00"))
        let fingerprint = try BusinessCalendar(definition).fingerprint
        #expect(fingerprint == 11_031_142_273_004_848_437)
    }
}
