import BusinessTime
import ServiceLevels
import Testing

@testable import SlactlCommands

struct CalendarCommandTests {
    @Test func show_isReadable() throws {
        try expectSnapshot("calendar-show.txt", Shop().slactl("calendar", "show", "office").text)
    }

    @Test func show_ofAYearWithoutData_saysSo() throws {
        let text = try Shop().slactl("calendar", "show", "office", "--year", "2030").text
        #expect(
            text.hasSuffix(
                """
                no holidays and no make-up days, 2030-01-01 to 2030-12-31
                holiday data for: 2024, 2025, 2026
                NO holiday data for: 2027, 2030 (every weekday counts as a working day)
                """
            )
        )
    }

    @Test func show_withoutAName_isAllOfThem() throws {
        let text = try Shop().slactl("calendar", "show").text
        #expect(text.contains("calendar always (Asia/Shanghai)\n"))
        #expect(text.contains("it never closes, so holidays mean nothing to it"))
        #expect(text.contains("calendar office (Asia/Shanghai)\n"))
    }

    @Test func show_hasOddDaysAndOwnHours() throws {
        let shop = try Shop { text in
            text.replacing(
                "    holidays: [calendars/cn-holidays.json]\n",
                with: """
                        closed: {2026-03-02: stocktaking}
                        dated: {2026-03-03: ["10:00-12:00", "13:00-14:00"]}
                        make_up_hours: ["09:00-12:00"]

                    """
            )
        }
        #expect(
            try shop.slactl(
                "calendar",
                "show",
                "office",
                "--from",
                "2026-03-01",
                "--to",
                "2026-03-31"
            ).text == """
                calendar office (Asia/Shanghai)
                week
                  mon-fri  09:00-18:00
                  sat-sun  closed
                holidays, 2026-03-01 to 2026-03-31
                  2026-03-02 Mon  closed  stocktaking
                days with hours of their own, 2026-03-01 to 2026-03-31
                  2026-03-03 Tue  10:00-12:00, 13:00-14:00
                holiday data for: no year at all
                NO holiday data for: 2026, 2027 (every weekday counts as a working day)
                """
        )
    }

    @Test func showJSON_isStable() throws {
        try expectSnapshot(
            "calendar-show.json",
            Shop().slactl(
                "calendar",
                "show",
                "office",
                "--from",
                "2026-02-14",
                "--to",
                "2026-02-15",
                "--format",
                "json"
            ).text
        )
    }

    @Test func add_showsDeadlineAndSpans() throws {
        #expect(
            try Shop().slactl("calendar", "add", "office", "2026-11-20 16:30", "4h").text == """
                calendar  office (Asia/Shanghai)
                start     2026-11-20 Fri 16:30
                amount    4h
                deadline  2026-11-23 Mon 11:30  2026-11-23T11:30:00+08:00
                counted   2026-11-20 Fri 16:30 - 18:00  1h 30min
                          2026-11-23 Mon 09:00 - 11:30  2h 30min
                          sum                           4h
                """
        )
    }

    @Test func add_exactlyToTheEndOfAPeriod_isItsClose() throws {
        let text = try Shop().slactl(
            "calendar",
            "add",
            "office",
            "2026-11-20T08:30:00Z",
            "90min"
        ).text
        #expect(text.contains("deadline  2026-11-20 Fri 18:00  2026-11-20T18:00:00+08:00"))
    }

    @Test func add_ofWorkingDays_warnsOfYearsWithoutData() throws {
        let text = try Shop().slactl(
            "calendar",
            "add",
            "office",
            "2026-12-31 16:30",
            "1",
            "working",
            "day",
            "until",
            "close"
        ).text
        #expect(text.contains("deadline  2027-01-01 Fri 18:00"))
        #expect(
            text.hasSuffix(
                "has no holiday data for 2027: every weekday of it counts as a working day"
            )
        )
    }

    @Test func addJSON_isStable() throws {
        try expectSnapshot(
            "calendar-add.json",
            Shop().slactl(
                "calendar",
                "add",
                "office",
                "2026-11-20 16:30",
                "2h",
                "--format",
                "json"
            ).text
        )
    }

    @Test func between_isNegativeBackwards() throws {
        let shop = try Shop()
        #expect(
            try shop.slactl("calendar", "between", "office", "2026-11-23 11:30", "2026-11-20 16:30")
                .text.hasSuffix("sum                           -4h")
        )
        #expect(
            try shop.slactl("calendar", "between", "office", "now", "2026-11-23 09:00")
                .text.hasSuffix("counted   0s")
        )
    }

    @Test func longCount_isShortened() throws {
        let text = try Shop().slactl(
            "calendar",
            "between",
            "office",
            "2026-03-01 00:00",
            "2026-04-01 00:00"
        ).text
        #expect(text.contains("  … 12 more                     108h\n"))
        #expect(text.hasSuffix("sum                           198h"))
    }

    @Test(arguments: [
        ("4h", Target.time(.hours(4))), ("1h 30min", .time(.minutes(90))), ("0min", .time(.zero)),
        ("3 working days", .workingDays(3, until: .sameTime)),
        ("1 working day until close", .workingDays(1, until: .close)),
    ])
    func amount_isRead(text: String, target: Target) throws {
        #expect(try CalendarAmount.parse(text) == target)
    }

    @Test(arguments: ["", "4", "4x", "h", "-4h", "x working days", "3 working days at noon"])
    func amount_thatIsNone_isRefused(text: String) {
        #expect(throws: CommandError.self) { try CalendarAmount.parse(text) }
    }

    @Test func unknownCalendar_isRefused() throws {
        let failure = try Shop().failure("calendar", "add", "offise", "now", "4h")
        #expect(failure?.message == "there is no calendar 'offise'; did you mean 'office'?")
        #expect(failure?.code == 1)
    }
}
