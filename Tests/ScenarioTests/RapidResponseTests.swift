import BusinessTime
import Configuration
import ServiceLevels
import Testing

/// S0 as shipped: every clock and notice of the rapid-response standard.
struct RapidResponseTests {
    private func scenario(
        _ priority: String,
        at wall: String = "2026-11-20 10:00",
        recorded: Bool = true,
        zone: String? = nil
    ) throws -> Scenario {
        let configuration =
            try zone.map(Shipped.configuration(zone:)) ?? Shipped.configuration()
        return try Scenario(
            "rapid-response",
            in: configuration,
            at: wall,
            recorded: recorded,
            ["priority": priority]
        )
    }

    @Test(
        "Known answers",
        arguments: [
            ("高", "10:00", "10:15", "10:05", "10:30"), ("中", "14:20", "16:20", "15:30", "16:25"),
            ("高", "09:45", "10:00", "09:55", "11:00"),
        ]
    )
    func sampleRow_isInTime(
        priority: String,
        received: String,
        due: String,
        responded: String,
        closed: String
    ) throws {
        let day = "2026-11-20 "
        let scenario = try scenario(priority, at: day + received)
        scenario.happens("handling_started")
        try scenario.advance(to: day + responded)
        scenario.happens("first_response")
        let reading = try #require(scenario.readings.first { $0.clock == "first_response" })
        let dueText = reading.due?.iso8601(in: try ZoneRules(named: "Asia/Shanghai"))
        #expect(dueText == "2026-11-20T\(due):00+08:00")
        #expect(reading.state == .met(at: scenario.now))
        try scenario.advance(to: day + closed)
        scenario.happens("resolved")
        scenario.happens("told")
        scenario.happens("feedback", about: "5")
        scenario.happens("closed")
        try scenario.advance(by: .days(14))
        scenario.expect()
    }

    @Test func S0_1_incompleteRecord_isToldAfterFiveMinutes() throws {
        let scenario = try scenario("high", recorded: false)
        try scenario.advance(by: .minutes(5))
        scenario.expect()
        try scenario.advance(by: .minutes(5))
        scenario.expect("11-20 10:05 S0-1 breach owner → owner")
        try scenario.advance(by: .minutes(4))
        scenario.happens("record_complete")
        try scenario.advance(by: .seconds(59))
        scenario.expect()
    }

    @Test func S0_1_incompleteRecord_reachesTheSupervisor() throws {
        let scenario = try scenario("low", at: "2026-11-20 10:00", recorded: false)
        try scenario.advance(by: .minutes(16))
        scenario.expect(
            "11-20 10:05 S0-1 breach owner → owner",
            "11-20 10:15 S0-1 escalation supervisor → supervisor"
        )
    }

    @Test func S0_2_handlingNotStarted_isToldAfterHalfAnHour() throws {
        let scenario = try scenario("medium")
        try scenario.advance(by: .minutes(31))
        scenario.expect("11-20 10:30 S0-2 breach owner → owner")
    }

    @Test func S0_2_programThatStartsHandling_doesNotCount() throws {
        let scenario = try scenario("medium")
        scenario.happens("handling_started", by: "bot")
        try scenario.advance(by: .minutes(31))
        scenario.expect("11-20 10:30 S0-2 breach owner → owner")
    }

    @Test func S0_4a_highUnanswered_escalates() throws {
        let scenario = try scenario("high")
        scenario.happens("handling_started")
        try scenario.advance(to: "2026-11-20 10:15")
        scenario.expect()
        try scenario.advance(to: "2026-11-20 10:31")
        scenario.expect(
            "11-20 10:15 S0-4a breach owner → owner",
            "11-20 10:30 S0-4a escalation supervisor → supervisor"
        )
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-20 13:00")
        scenario.expect("11-20 13:00 S0-3a warning warning → owner")
    }

    @Test func S0_4a_automaticReply_isNoResponse() throws {
        let scenario = try scenario("high")
        scenario.happens("handling_started")
        scenario.happens("first_response", by: "auto")
        try scenario.advance(to: "2026-11-20 10:16")
        scenario.expect("11-20 10:15 S0-4a breach owner → owner")
    }

    @Test func S0_4b_mediumUnanswered_warnsThenEscalates() throws {
        let scenario = try scenario("medium")
        scenario.happens("handling_started")
        try scenario.advance(to: "2026-11-20 13:30")
        scenario.expect(
            "11-20 11:30 S0-4b warning warning → owner",
            "11-20 12:00 S0-4b breach owner → owner",
            "11-20 13:00 S0-4b escalation supervisor → supervisor"
        )
    }

    @Test func S0_4c_low_needsAnExpectedTimeToo_inWorkingHours() throws {
        // Friday 16:00: four working hours end on Monday at 11:00.
        let scenario = try scenario("low", at: "2026-11-20 16:00")
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-23 11:30")
        scenario.expect(
            "11-23 10:00 S0-4c warning warning → owner",
            "11-23 11:00 S0-4c breach owner → owner",
            // Four working hours after the response the customer has heard nothing more.
            "11-23 11:00 S0-5 nudge nudge → owner,first_responder"
        )
        let promised = try self.scenario("low", at: "2026-11-20 16:00")
        promised.happens("first_response")
        promised.happens("promise", due: "2026-11-25 18:00")
        try promised.advance(to: "2026-11-23 10:59")
        promised.expect()
    }

    @Test func S0_3a_highUnresolved_warnsAndEscalates() throws {
        let scenario = try scenario("high")
        scenario.happens("handling_started")
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-20 13:30")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-20 15:00")
        scenario.expect(
            "11-20 13:00 S0-3a warning warning → owner",
            "11-20 14:00 S0-3a breach owner → owner",
            "11-20 14:30 S0-3a escalation supervisor → supervisor"
        )
    }

    @Test func S0_3b_medium_tellsTheSupervisorOnce() throws {
        let scenario = try scenario("medium", at: "2026-11-16 09:00")
        scenario.happens("handling_started")
        scenario.happens("first_response")
        for hour in ["12", "15", "17"] {
            try scenario.advance(to: "2026-11-16 \(hour):30")
            scenario.happens("progress")
        }
        try scenario.advance(to: "2026-11-17 10:00")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-17 13:30")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-17 17:00")
        scenario.expect(
            "11-17 03:00 S0-3b warning warning → owner",
            "11-17 09:00 S0-3b breach owner → owner",
            "11-17 13:00 S0-3b escalation supervisor → supervisor"
        )
    }

    @Test func S0_3c_low_isThreeWorkingDays() throws {
        let scenario = try scenario("low", at: "2026-11-20 16:00")
        scenario.happens("first_response")
        scenario.happens("waiting", about: "waiting_customer")
        scenario.happens("resumed")
        let due = scenario.readings.first { $0.clock == "resolution" }?.due
        // Friday; Monday, Tuesday, Wednesday.
        #expect(due?.iso8601() == "2026-11-25T10:00:00Z")
    }

    @Test func S0_5_highNudges_everyFourHours_throughTheNight() throws {
        let scenario = try scenario("high", at: "2026-11-19 17:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        try scenario.advance(to: "2026-11-20 03:00")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-20 08:00")
        scenario.expect(
            "11-19 21:00 S0-5 nudge nudge → owner,first_responder",
            "11-20 01:00 S0-5 nudge nudge.2 → owner,first_responder",
            "11-20 07:00 S0-5 nudge nudge → owner,first_responder"
        )
    }

    @Test func S0_5_twoUnansweredNudges_reachTheSupervisor() throws {
        let scenario = try scenario("high", at: "2026-11-20 08:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        try scenario.advance(to: "2026-11-20 21:00")
        scenario.expect(
            "11-20 12:00 S0-5 nudge nudge → owner,first_responder",
            "11-20 16:00 S0-5 nudge nudge.2 → owner,first_responder",
            "11-20 20:00 S0-5 escalation supervisor → owner,first_responder,supervisor"
        )
    }

    @Test func S0_5_mediumNudges_overNightAndWeekend() throws {
        // Responded on Friday at 16:00: two hours on Friday, two on Monday.
        let scenario = try scenario("medium", at: "2026-11-20 15:50")
        try scenario.advance(to: "2026-11-20 16:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        try scenario.advance(to: "2026-11-23 17:00")
        scenario.expect(
            "11-23 11:00 S0-5 nudge nudge → owner,first_responder",
            "11-23 15:00 S0-5 nudge nudge.2 → owner,first_responder"
        )
    }

    @Test func S0_5_makeUpSunday_isAWorkingDay() throws {
        // 2026-09-20 is a Sunday worked in exchange for the days around the Mid-Autumn festival.
        let scenario = try scenario("medium", at: "2026-09-18 15:50")
        try scenario.advance(to: "2026-09-18 16:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-09-30 18:00")
        try scenario.advance(to: "2026-09-20 18:00")
        scenario.expect(
            "09-20 11:00 S0-5 nudge nudge → owner,first_responder",
            "09-20 15:00 S0-5 nudge nudge.2 → owner,first_responder"
        )
    }

    @Test func S0_5_daylightSavingChange_countsRealHours() throws {
        // On 2026-11-01 the clocks of New York go back from 02:00 to 01:00.
        let scenario = try scenario("high", at: "2026-10-31 23:00", zone: "America/New_York")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        try scenario.advance(to: "2026-11-01 03:00")
        scenario.expect("11-01 02:00 S0-5 nudge nudge → owner,first_responder")
        // And on 2026-03-08 forward from 02:00 to 03:00.
        let spring = try self.scenario("high", at: "2026-03-07 23:00", zone: "America/New_York")
        spring.happens("first_response")
        spring.happens("promise", due: "2026-03-30 18:00")
        try spring.advance(to: "2026-03-08 05:00")
        spring.expect("03-08 04:00 S0-5 nudge nudge → owner,first_responder")
    }

    @Test func S0_5_waitingForTheCustomer_stopsTheNudges() throws {
        let scenario = try scenario("high", at: "2026-11-20 08:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        try scenario.advance(to: "2026-11-20 09:00")
        scenario.happens("waiting", about: "waiting_customer")
        try scenario.advance(to: "2026-11-21 09:00")
        scenario.expect()
        scenario.happens("resumed")
        try scenario.advance(to: "2026-11-21 12:30")
        scenario.expect("11-21 12:00 S0-5 nudge nudge → owner,first_responder")
    }

    /// Whether they are one person is up to the persons: see `TogetherTests`.
    @Test func S1_12_nudges_tellOwnerAndFirstResponder_untilTheEnd() throws {
        let scenario = try scenario("high", at: "2026-11-20 08:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        scenario.happens("transfer", about: "logistics", due: "2026-11-20 20:00")
        try scenario.set("owner", to: "王工")
        try scenario.advance(to: "2026-11-20 12:01")
        scenario.expect("11-20 12:00 S0-5 nudge nudge → owner,first_responder")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-20 16:02")
        scenario.expect("11-20 16:01 S0-5 nudge nudge → owner,first_responder")
        scenario.happens("resolved")
        try scenario.advance(to: "2026-11-21 08:00")
        scenario.expect()
    }

    @Test func S0_6_departments_haveClocksOfTheirOwn() throws {
        let scenario = try scenario("high", at: "2026-11-20 10:00")
        scenario.happens("first_response")
        scenario.happens("transfer", about: "logistics", due: "2026-11-20 11:00")
        scenario.happens("transfer", about: "finance", due: "2026-11-20 11:30")
        scenario.happens("department_done", about: "logistics")
        try scenario.advance(to: "2026-11-20 12:40")
        scenario.expect(
            "11-20 11:30 S0-6 breach department → department",
            "11-20 12:30 S0-6 escalation first_responder → first_responder"
        )
    }

    @Test func S0_6_transferWithoutLimit_isToldTheFirstResponder_eachTime() throws {
        let scenario = try scenario("high", at: "2026-11-20 10:00")
        scenario.happens("transfer", about: "logistics")
        scenario.expect("11-20 10:00 S0-6 notice notice → first_responder")
        try scenario.advance(by: .minutes(1))
        scenario.happens("transfer", about: "finance")
        scenario.expect("11-20 10:01 S0-6 notice notice → first_responder")
    }

    @Test func S0_7_resolvedButNotConfirmed_isToldAfterAWorkingDay() throws {
        let scenario = try scenario("high", at: "2026-11-20 10:00")
        scenario.happens("first_response")
        scenario.happens("resolved")
        scenario.happens("told")
        try scenario.advance(to: "2026-11-23 18:01")
        scenario.expect("11-23 18:00 S0-7 breach owner → owner")
        scenario.happens("feedback", about: "4")
        try scenario.advance(by: .days(30))
        scenario.expect()
    }

    @Test func S0_8_dissatisfied_needsAFinalPlan() throws {
        let scenario = try scenario("high", at: "2026-11-20 10:00")
        scenario.happens("first_response")
        scenario.happens("resolved")
        scenario.happens("told")
        scenario.happens("feedback", about: "1")
        scenario.happens("dissatisfied")
        try scenario.advance(to: "2026-11-21 15:00")
        scenario.expect(
            "11-21 10:00 S0-8 breach second_line → second_line",
            "11-21 14:00 S0-8 escalation supervisor → supervisor"
        )
    }
}
