import BusinessTime
import Testing

struct ICalendarInstancesTests {
    private let yearly = [
        "UID:a", "SUMMARY:Founders' Day", "DTSTART;VALUE=DATE:20240501",
        "RRULE:FREQ=YEARLY;COUNT=3",
    ]

    private func days(_ table: HolidayTable) -> [String] {
        table.holidays.keys.map(\.description).sorted()
    }

    @Test func movedInstances_areOnTheirNewDay() throws {
        let moved = [
            "UID:a", "SUMMARY:Founders' Day", "RECURRENCE-ID;VALUE=DATE:20250501",
            "DTSTART;VALUE=DATE:20250502",
        ]
        let right = ["2024-05-01", "2025-05-02", "2026-05-01"]
        #expect(try days(feed(yearly, moved)) == right)
        #expect(try days(feed(moved, yearly)) == right)
    }

    @Test func cancelledInstances_areLeftOut() throws {
        let cancelled = ["UID:a", "RECURRENCE-ID;VALUE=DATE:20250501", "STATUS:CANCELLED"]
        #expect(try days(feed(yearly, cancelled)) == ["2024-05-01", "2026-05-01"])
        let excluded = yearly + ["EXDATE;VALUE=DATE:20250501,20260501"]
        #expect(try days(feed(excluded)) == ["2024-05-01"])
    }

    @Test func anInstanceThatThereIsNot_isAnError() throws {
        let moved = [
            "UID:a", "RECURRENCE-ID;VALUE=DATE:20250601", "DTSTART;VALUE=DATE:20250602",
        ]
        #expect(
            try feedError(yearly, moved)
                == "RECURRENCE-ID is no date of the event 'Founders' Day' (line 8)"
        )
        #expect(
            try feedError(yearly + ["EXDATE;VALUE=DATE:20250601"])
                == "EXDATE 2025-06-01 is no date of this event (line 7)"
        )
        // What is left over from a rule that was longer is harmless.
        #expect(try days(feed(yearly + ["EXDATE;VALUE=DATE:20300501"])).count == 3)
        let ranged = [
            "UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20250501", "DTSTART;VALUE=DATE:20250502",
        ]
        #expect(
            try feedError(yearly, ranged) == "RECURRENCE-ID with RANGE is not supported (line 10)"
        )
    }

    @Test func anInstanceWithoutItsEvent_standsForItself() throws {
        let alone = [
            "UID:b", "SUMMARY:休", "RECURRENCE-ID;VALUE=DATE:20250501",
            "DTSTART;VALUE=DATE:20250502",
        ]
        #expect(try days(feed(alone)) == ["2025-05-02"])
    }

    @Test func theLatestRevision_counts() throws {
        let first = ["UID:a", "SUMMARY:休", "DTSTART;VALUE=DATE:20261001"]
        let second = ["UID:a", "SUMMARY:休", "SEQUENCE:1", "DTSTART;VALUE=DATE:20261002"]
        #expect(try days(feed(first, second)) == ["2026-10-02"])
        #expect(try days(feed(second, first)) == ["2026-10-02"])
        #expect(try days(feed(first, second + ["STATUS:CANCELLED"])) == [])
        // Cancelled without a revision, as some feeds do.
        #expect(try days(feed(first, first + ["STATUS:CANCELLED"])) == [])
    }

    @Test func eventsOfOneIdOnSeveralDates_allCount() throws {
        let first = ["UID:a", "SUMMARY:休", "DTSTART;VALUE=DATE:20261001"]
        let second = ["UID:a", "SUMMARY:休", "DTSTART;VALUE=DATE:20261002"]
        #expect(try days(feed(first, second)) == ["2026-10-01", "2026-10-02"])
    }

    @Test func furtherDates_areAdded() throws {
        let table = try feed([
            "SUMMARY:休", "DTSTART;VALUE=DATE:20261001", "RDATE;VALUE=DATE:20261003,20261005",
            "EXDATE;VALUE=DATE:20261001",
        ])
        #expect(days(table) == ["2026-10-03", "2026-10-05"])
    }

    @Test func anEventThatIsItsOwnException_isNone() throws {
        let table = try feed([
            "SUMMARY:休", "DTSTART;VALUE=DATE:20261001", "EXDATE;VALUE=DATE:20261001",
        ])
        #expect(table == HolidayTable())
    }

    @Test func aCalendarThatCancels_hasNoDays() throws {
        let event = ["UID:a", "SUMMARY:休", "DTSTART;VALUE=DATE:20261001"]
        #expect(try feed(event, head: ["METHOD:CANCEL"]) == HolidayTable())
    }

    @Test func aPropertyThatComesTwice_isAnError() throws {
        #expect(
            try feedError(["DTSTART:20261001", "DTSTART:20261002"])
                == "DTSTART comes twice in one event (line 4)"
        )
    }
}
