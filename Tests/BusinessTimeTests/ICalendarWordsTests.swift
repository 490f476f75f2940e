import BusinessTime
import Testing

struct ICalendarWordsTests {
    private let day = "DTSTART;VALUE=DATE:20261010"

    @Test(arguments: [
        "国庆节 补班 1/2", "国庆节（班）", "班", "班：国庆节", "国庆节调休上班", "上班", "調整上班日",
        "國慶日補班", "工作日", "国庆假期补班", "节假日调休上班", "【班】中秋节", "国庆节　班", "补 班".filter { $0 != " " },
        "Make-up workday for the National Day holiday", "National Day (Work)",
        "Special Working Day",
        "WORKING SATURDAY", "出勤日",
    ])
    func makeUpDays_areToldByWords(_ summary: String) throws {
        let table = try feed([day, "SUMMARY:\(summary)", "STATUS:TENTATIVE", "TRANSP:OPAQUE"])
        #expect(table.workdays == [try date("2026-10-10"): summary])
        #expect(table.holidays.isEmpty)
        #expect(table.years.isEmpty)
    }

    @Test(arguments: [
        "国庆节（休）", "国庆节 假期 1/7", "休", "调休（休）", "国庆节调休放假", "不上班", "非工作日", "补休",
        "補假", "Labour Day", "International Workers' Day", "劳动节", "Non-working day", "Day off",
        "Bank holiday", "元旦", "Office closed",
    ])
    func daysOff_areToldByWordsOrByNone(_ summary: String) throws {
        let table = try feed([day, "SUMMARY:\(summary)", "TRANSP:TRANSPARENT"])
        #expect(table.holidays == [try date("2026-10-10"): summary])
        #expect(table.workdays.isEmpty)
    }

    @Test(arguments: [
        "国庆节调休", "值班", "加班", "国庆班车", "下班早", "Work from home", "Make-up for National Day",
        "休息日上班", "除夕（半天）", "除夕下午放假", "Christmas Eve (half day)", "Early closing",
    ])
    func wordsThatSayEitherOrNeither_areErrors(_ summary: String) throws {
        let message = try feedError([day, "SUMMARY:\(summary)"])
        #expect(message?.hasPrefix("event '\(summary)' ") == true)
        #expect(message?.hasSuffix("(line 4)") == true)
    }

    @Test func categoriesAndMarks_decideWhatWordsLeaveOpen() throws {
        #expect(try feed([day, "SUMMARY:国庆节调休", "CATEGORIES:WORKDAY"]).workdays.count == 1)
        #expect(try feed([day, "SUMMARY:国庆节", "CATEGORIES:中国,补班"]).workdays.count == 1)
        #expect(
            try feed([day, "SUMMARY:国庆节调休", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY"]).holidays.count == 1
        )
        #expect(
            try feedError([day, "SUMMARY:国庆节（休）", "CATEGORIES:WORKDAY"])
                == "event '国庆节（休）' says that its day is worked and that it is off (line 4)"
        )
        #expect(
            try feedError([day, "SUMMARY:x", "X-APPLE-SPECIAL-DAY:MOON"])
                == "event 'x' has the mark 'MOON', which is not known (line 4)"
        )
    }

    @Test func tentativeDaysOff_areErrors() throws {
        for summary in ["国庆节 假期", "开斋节"] {
            let message = try feedError([day, "SUMMARY:\(summary)", "STATUS:TENTATIVE"])
            #expect(message?.contains("is tentative") == true)
        }
    }

    @Test func observances_areNoDaysOff() throws {
        // As Google's calendars of holidays tell them apart.
        let google = try feed(
            [
                day, "SUMMARY:Valentine's Day",
                "DESCRIPTION:Observance\\nTo hide observances\\, go to",
            ],
            ["DTSTART;VALUE=DATE:20261001", "SUMMARY:National Day", "DESCRIPTION:Public holiday"]
        )
        #expect(google.holidays.keys.map(\.description) == ["2026-10-01"])
        // As Apple's do: what has no mark is a name on a day like any other.
        let apple = try feed(
            [day, "SUMMARY:国庆节（班）", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"],
            ["DTSTART;VALUE=DATE:20260308", "SUMMARY:妇女节"],
            ["DTSTART;VALUE=DATE:20261001", "SUMMARY:国庆节", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY"]
        )
        #expect(apple.holidays.keys.map(\.description) == ["2026-10-01"])
        #expect(apple.workdays.count == 1)
    }

    @Test func descriptionsAlone_areNotBelieved() throws {
        #expect(
            try feedError([day, "SUMMARY:国庆节", "DESCRIPTION:补班"])?.contains("description alone")
                == true
        )
        // The notice of the State Council, which feeds put under every day.
        let notice = "DESCRIPTION:10月1日至7日放假调休，10月10日（星期六）上班"
        #expect(try feed([day, "SUMMARY:国庆节", notice]).holidays.count == 1)
        #expect(try feed([day, "SUMMARY:国庆节 补班", notice]).workdays.count == 1)
    }
}
