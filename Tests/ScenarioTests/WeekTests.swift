import BusinessTime
import ServiceLevels
import Testing

/// Whole weeks of a ticket's life under S0.
struct WeekTests {
    private func scenario(_ priority: String, at wall: String) throws -> Scenario {
        try Scenario(
            "rapid-response",
            in: try Shipped.configuration(),
            at: wall,
            ["priority": priority]
        )
    }

    @Test func highTicket_nobodyAnswers_isNotForgotten() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        try scenario.advance(to: "2026-11-23 09:59")
        scenario.expect(
            "11-16 10:15 S0-4a breach owner → owner",
            "11-16 10:30 S0-2 breach owner → owner",
            "11-16 10:30 S0-4a escalation supervisor → supervisor",
            "11-16 13:00 S0-3a warning warning → owner",
            "11-16 14:00 S0-3a breach owner → owner",
            "11-16 14:30 S0-3a escalation supervisor → supervisor",
            "11-17 10:30 S0-4a escalation supervisor.2 → supervisor",
            "11-17 14:30 S0-3a escalation supervisor.2 → supervisor",
            "11-18 10:30 S0-4a escalation supervisor.3 → supervisor",
            "11-18 14:30 S0-3a escalation supervisor.3 → supervisor",
            "11-19 10:30 S0-4a escalation supervisor.4 → supervisor",
            "11-19 14:30 S0-3a escalation supervisor.4 → supervisor",
            "11-20 10:30 S0-4a escalation supervisor.5 → supervisor",
            "11-20 14:30 S0-3a escalation supervisor.5 → supervisor",
            "11-21 10:30 S0-4a escalation supervisor.6 → supervisor",
            "11-21 14:30 S0-3a escalation supervisor.6 → supervisor",
            "11-22 10:30 S0-4a escalation supervisor.7 → supervisor",
            "11-22 14:30 S0-3a escalation supervisor.7 → supervisor"
        )
    }

    @Test func ticketDoneInTime_isNeverSpokenOf() throws {
        let scenario = try scenario("medium", at: "2026-11-16 10:00")
        try scenario.advance(by: .minutes(10))
        scenario.happens("handling_started")
        try scenario.advance(by: .minutes(30))
        scenario.happens("first_response")
        for _ in 0..<2 {
            try scenario.advance(by: .hours(3))
            scenario.happens("progress")
        }
        try scenario.advance(to: "2026-11-16 17:30")
        scenario.happens("resolved")
        try scenario.advance(to: "2026-11-17 10:00")
        scenario.happens("told")
        scenario.happens("feedback", about: "5")
        scenario.happens("closed")
        try scenario.advance(by: .days(30))
        scenario.expect()
    }

    @Test func afterDowntime_eachClockSaysItsHighestStepOnce() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        try scenario.sleep(to: "2026-11-18 12:00")
        scenario.expect(
            "11-16 10:30 S0-2 breach owner → owner said 11-18 12:00",
            "11-18 10:30 S0-4a escalation supervisor.3 → owner,supervisor (+2 missed) "
                + "said 11-18 12:00",
            "11-17 14:30 S0-3a escalation supervisor.2 → owner,supervisor (+1 missed) "
                + "said 11-18 12:00"
        )
        try scenario.advance(to: "2026-11-18 14:31")
        scenario.expect("11-18 14:30 S0-3a escalation supervisor.3 → supervisor")
    }

    @Test func answeredDuringDowntime_isNotSpokenOf() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.happens("handling_started")
        // Nobody looks between the deadline and the response.
        scenario.jump(by: .minutes(40))
        scenario.happens("first_response")
        scenario.expect()
        let reading = try #require(scenario.readings.first { $0.clock == "first_response" })
        #expect(reading.state == .late(at: scenario.now))
    }

    @Test func newPromise_warnsAgain_andCountsAsRenegotiated() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-16 13:10")
        scenario.expect("11-16 13:00 S0-3a warning warning → owner")
        scenario.happens("progress")
        scenario.happens("promise", due: "2026-11-16 17:10")
        try scenario.advance(to: "2026-11-16 16:30")
        scenario.expect("11-16 16:10 S0-3a warning warning → owner")
        scenario.happens("progress")
        scenario.happens("promise", due: "2026-11-16 20:30")
        try scenario.advance(to: "2026-11-16 20:00")
        scenario.expect("11-16 19:30 S0-3a warning warning → owner")
        scenario.happens("resolved")
        let reading = try #require(scenario.readings.first { $0.clock == "resolution" })
        #expect(reading.state == .renegotiated(at: scenario.now))
        #expect(reading.promiseRevision == 2)
    }

    @Test func brokenPromise_isLate_notRenegotiated() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-16 12:00")
        try scenario.advance(to: "2026-11-16 12:10")
        scenario.happens("resolved")
        let reading = try #require(scenario.readings.first { $0.clock == "resolution" })
        #expect(reading.state == .late(at: scenario.now))
    }

    @Test func promiseOfATimeAlreadyPast_promisesNothing() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-16 09:00")
        let reading = try #require(scenario.readings.first { $0.clock == "resolution" })
        #expect(reading.promiseRevision == 0)
        #expect(reading.state == .running)
    }

    @Test func twoDaysDown_theEscalationIsTold_notTheLatestNudge() throws {
        let scenario = try scenario("high", at: "2026-11-16 08:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-30 18:00")
        try scenario.sleep(to: "2026-11-18 09:00")
        scenario.expect(
            "11-17 20:00 S0-5 escalation supervisor.2 → supervisor,owner,first_responder "
                + "(+1 missed) said 11-18 09:00"
        )
    }

    @Test func priorityMissingOrUnknown_isWatchedAsMedium() throws {
        let scenario = try scenario("hihg", at: "2026-11-16 10:00")
        scenario.happens("handling_started")
        try scenario.advance(to: "2026-11-16 12:01")
        scenario.expect(
            "11-16 11:30 S0-4b warning warning → owner",
            "11-16 12:00 S0-4b breach owner → owner"
        )
    }

    @Test func ticketHandedOnTenThousandTimes_isReadInOnePass() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.pile(Milestone.transfer, count: 10_000, due: "2026-11-16 11:00")
        #expect(scenario.readings.filter { $0.clock == "department" }.count == 10_000)
    }

    @Test func brokenPromise_isABreach() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.happens("first_response")
        scenario.happens("promise", due: "2026-11-16 12:00")
        try scenario.advance(to: "2026-11-16 12:10")
        scenario.expect(
            "11-16 11:30 S0-3a warning warning → owner",
            "11-16 12:00 S0-3a breach owner → owner"
        )
    }

    @Test func reopened_goesOnWithTheTimeInBetweenLeftOut() throws {
        let scenario = try scenario("high", at: "2026-11-16 10:00")
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-16 12:00")
        scenario.happens("resolved")
        scenario.happens("told")
        scenario.happens("feedback")
        scenario.happens("closed")
        try scenario.advance(to: "2026-11-18 12:00")
        scenario.expect()
        scenario.happens("reopened")
        try scenario.advance(to: "2026-11-18 13:30")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-18 14:01")
        scenario.expect(
            "11-18 13:00 S0-3a warning warning → owner",
            "11-18 14:00 S0-3a breach owner → owner"
        )
    }
}
