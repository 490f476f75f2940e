import BusinessTime
import ServiceLevels
import Testing

/// S4 as shipped: every clock and notice of the service-level standard.
struct ServiceLevelsPolicyTests {
    private static let complete = [
        "customer": "王女士", "contact": "13800138000", "product": "网关", "request": "修复",
        "description": "今天上午起无法登录后台", "lead": "陈工", "departments": "研发部",
    ]

    private func scenario(
        _ priority: String,
        at wall: String = "2026-11-20 10:00",
        recorded: Bool = true,
        without missing: String...
    ) throws -> Scenario {
        var attributes = Self.complete
        attributes["priority"] = priority
        for name in missing { attributes[name] = nil }
        return try Scenario(
            "service-levels",
            in: try Shipped.configuration(),
            at: wall,
            recorded: recorded,
            isComplete: missing.allSatisfy { $0 == "lead" },
            attributes
        )
    }

    @Test func S4_1_notEntered_isToldAfterTenMinutes() throws {
        let scenario = try scenario("P3", recorded: false)
        try scenario.advance(by: .minutes(11))
        scenario.expect("11-20 10:10 S4-1 breach owner → owner")
    }

    @Test func S4_2_disputedLevel_isDecidedInHalfAnHour() throws {
        let scenario = try scenario("P3")
        scenario.happens("first_response")
        scenario.happens("level_disputed")
        try scenario.advance(by: .minutes(31))
        scenario.expect(
            "11-20 10:22 S4-2 warning warning → owner",
            "11-20 10:30 S4-2 breach supervisor → supervisor,departments"
        )
        scenario.happens("level_decided")
        try scenario.advance(by: .hours(3))
        scenario.expect()
    }

    @Test func S4_2b_unknownLevel_isNeverSilentlyUnwatched() throws {
        let scenario = try scenario("P9")
        try scenario.advance(to: "2026-11-21 10:11")
        scenario.expect(
            "11-20 10:10 S4-2b breach supervisor → supervisor",
            "11-21 10:10 S4-2b escalation again → supervisor"
        )
        try scenario.set("priority", to: "P4")
        try scenario.advance(to: "2026-11-24 10:00")
        scenario.expect()
    }

    @Test func S4_3b_whatTheCustomerWasTold_satisfiesAsProgressDoes() throws {
        for event in ["told", "progress", "plan"] {
            let scenario = try scenario("P1")
            scenario.happens("first_response")
            scenario.happens(event)
            try scenario.advance(to: "2026-11-20 12:16")
            let isOpen = scenario.readings.contains { $0.row.rule == "S4-3b" && $0.isOpen }
            #expect(!isOpen, "\(event)")
        }
    }

    @Test func S4_3a_3b_3b2_P1_unattended() throws {
        let scenario = try scenario("P1")
        scenario.expect("11-20 10:00 S4-6a notice notice → department_head")
        try scenario.advance(to: "2026-11-20 12:16")
        scenario.expect(
            "11-20 10:15 S4-3a breach group → technical_support",
            "11-20 10:30 S4-3a escalation supervisor → supervisor",
            "11-20 11:30 S4-3b warning warning → owner",
            "11-20 11:30 S4-3b2 warning warning → owner",
            "11-20 12:00 S4-3b breach group → technical_support",
            "11-20 12:00 S4-3b2 breach group → technical_support",
            "11-20 12:15 S4-3b escalation supervisor → supervisor",
            "11-20 12:15 S4-3b2 escalation supervisor → supervisor"
        )
    }

    @Test func S4_3b_P1_progressTold_satisfies() throws {
        let scenario = try scenario("P1")
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-20 11:00")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-20 12:01")
        scenario.expect(
            "11-20 10:00 S4-6a notice notice → department_head",
            "11-20 11:00 S4-9 notice notice → lead,departments",
            "11-20 11:30 S4-3b2 warning warning → owner",
            "11-20 12:00 S4-3b2 breach group → technical_support"
        )
    }

    @Test func S4_3c_3d_3e_P2_unattended() throws {
        let scenario = try scenario("P2")
        try scenario.advance(to: "2026-11-21 10:01")
        scenario.expect(
            "11-20 10:22 S4-3c warning warning → owner",
            "11-20 10:30 S4-3c breach group → business_handling",
            "11-20 13:00 S4-3d warning warning → owner",
            "11-20 14:00 S4-3d breach group → business_handling",
            "11-21 04:00 S4-3e warning warning → owner",
            "11-21 10:00 S4-3e breach group → business_handling"
        )
    }

    @Test func S4_3d_assignmentByAProgram_isNotHandling() throws {
        let scenario = try scenario("P2")
        scenario.happens("first_response")
        scenario.happens("handling_started", by: "system")
        try scenario.advance(to: "2026-11-20 14:01")
        scenario.expect(
            "11-20 13:00 S4-3d warning warning → owner",
            "11-20 14:00 S4-3d breach group → business_handling"
        )
    }

    @Test func S4_3e_P2_resolvedButNotTold_isStillDue() throws {
        let scenario = try scenario("P2")
        scenario.happens("first_response")
        scenario.happens("handling_started")
        scenario.happens("resolved")
        try scenario.advance(to: "2026-11-21 10:01")
        scenario.expect(
            "11-21 04:00 S4-3e warning warning → owner",
            "11-21 10:00 S4-3e breach group → business_handling"
        )
        scenario.happens("told")
        try scenario.advance(by: .days(3))
        scenario.expect()
    }

    @Test func S4_3f_3g_P3_unattended() throws {
        // A working day from Friday 10:00 is over when Monday's office closes.
        let scenario = try scenario("P3")
        try scenario.advance(to: "2026-11-23 18:01")
        scenario.expect(
            "11-20 11:30 S4-3f warning warning → owner",
            "11-20 12:00 S4-3f breach owner → owner",
            "11-23 13:45 S4-3g warning warning → owner",
            "11-23 18:00 S4-3g breach owner → owner"
        )
    }

    @Test func S4_3h_3i_P4_unattended() throws {
        let scenario = try scenario("P4")
        try scenario.advance(to: "2026-12-04 10:01")
        scenario.expect(
            "11-25 09:15 S4-3h warning warning → owner",
            "11-25 18:00 S4-3h breach group → service_improvement",
            "11-30 22:00 S4-3i warning warning → owner",
            "12-04 10:00 S4-3i breach group → service_improvement"
        )
    }

    @Test func S4_4_newPromise_replacesTheTarget() throws {
        let scenario = try scenario("P1")
        scenario.happens("first_response")
        scenario.happens("progress")
        try scenario.advance(to: "2026-11-20 11:31")
        scenario.happens("promise", due: "2026-11-20 15:31")
        try scenario.advance(to: "2026-11-20 15:00")
        scenario.expect(
            "11-20 10:00 S4-6a notice notice → department_head",
            "11-20 10:00 S4-9 notice notice → lead,departments",
            "11-20 11:30 S4-3b2 warning warning → owner",
            "11-20 14:31 S4-3b2 warning warning → owner"
        )
        scenario.happens("resolved")
        let reading = try #require(scenario.readings.first { $0.clock == "resolution" })
        #expect(reading.state == .renegotiated(at: scenario.now))
    }

    @Test func S4_6a_P1SetByAProgram_waitsForAPerson() throws {
        let scenario = try scenario("P1", recorded: false)
        scenario.happens("recorded")
        scenario.happens("level_set", by: "bot", about: "P1")
        scenario.expect()
        try scenario.advance(by: .minutes(1))
        scenario.happens("level_decided", by: "王主管")
        scenario.expect("11-20 10:01 S4-6a notice notice → department_head")
    }

    @Test func S4_6a_levelSetByAPerson_isNotTheOneAProgramSetLater() throws {
        let scenario = try scenario("P3", recorded: false)
        scenario.happens("recorded")
        scenario.happens("first_response")
        scenario.happens("level_set", by: "王主管", about: "P3")
        try scenario.set("priority", to: "P1", by: "bot")
        try scenario.advance(by: .minutes(5))
        scenario.expect()
        scenario.happens("level_set", by: "王主管", about: "P1")
        scenario.expect("11-20 10:05 S4-6a notice notice → department_head")
    }

    @Test func S4_9b_levelRaisedLater_leavesTimeToNameALead() throws {
        let scenario = try scenario("P3", without: "lead")
        scenario.happens("first_response")
        scenario.happens("handling_started")
        try scenario.advance(to: "2026-11-20 12:00")
        try scenario.set("priority", to: "P2")
        try scenario.advance(to: "2026-11-20 12:14")
        scenario.expect()
        try scenario.advance(to: "2026-11-20 12:16")
        scenario.expect("11-20 12:15 S4-9b notice notice → owner")
    }

    @Test func S4_8_incompleteRecord_isToldOnce() throws {
        let scenario = try scenario("P4", without: "contact")
        try scenario.advance(by: .minutes(11))
        scenario.expect("11-20 10:10 S4-8 notice notice → owner")
        try scenario.set("title", to: "再次")
        try scenario.advance(by: .hours(1))
        scenario.expect()
    }

    @Test func S4_8_recordCompletedInTime_isNotToldOf() throws {
        let scenario = try scenario("P4", without: "contact")
        try scenario.advance(by: .minutes(5))
        try scenario.set("contact", to: "13800138000")
        try scenario.advance(by: .hours(1))
        scenario.expect()
    }

    @Test func S4_8_emptyPhrase_isNoDescription() throws {
        let scenario = try scenario("P4")
        try scenario.set("description", to: "出问题了")
        try scenario.advance(by: .minutes(11))
        scenario.expect("11-20 10:10 S4-8 notice notice → owner")
    }

    @Test(arguments: ["P1", "P2"])
    func S4_9_progress_isToldLeadAndDepartments_eachTime(level: String) throws {
        let scenario = try scenario(level, at: "2026-11-20 10:00", recorded: false)
        scenario.happens("recorded")
        scenario.happens("handling_started")
        scenario.happens("progress", by: "auto")
        scenario.happens("internal_progress")
        scenario.expect()
        for minute in 1...3 {
            try scenario.advance(by: .minutes(1))
            scenario.happens("progress", by: "王工")
            scenario.expect("11-20 10:0\(minute) S4-9 notice notice → lead,departments")
        }
        // Also what was told just before the end, which the watch sees together with it.
        try scenario.advance(by: .minutes(1))
        scenario.pile("progress", count: 1, due: "2026-11-20 12:00")
        scenario.happens("resolved")
        scenario.happens("told")
        scenario.expect("11-20 10:04 S4-9 notice notice → lead,departments")
        scenario.happens("closed")
        try scenario.advance(by: .days(3))
        scenario.expect()
    }

    @Test func S4_9_levelRaised_tellsWhatWasToldBefore_once() throws {
        let scenario = try scenario("P3", recorded: false)
        scenario.happens("recorded")
        scenario.happens("progress", by: "王工")
        scenario.happens("handling_started")
        try scenario.advance(by: .minutes(5))
        scenario.expect()
        try scenario.set("priority", to: "P2")
        scenario.expect("11-20 10:00 S4-9 notice notice → lead,departments said 11-20 10:05")
        try scenario.set("priority", to: "P3")
        try scenario.set("priority", to: "P2")
        scenario.expect()
    }

    @Test func S4_9b_noLead_isTold() throws {
        let scenario = try scenario("P2", without: "lead")
        scenario.happens("first_response")
        scenario.happens("handling_started")
        try scenario.advance(by: .minutes(20))
        scenario.expect("11-20 10:15 S4-9b notice notice → owner")
    }

    @Test func S4_10_levelRaised_saysAtOnceWhatIsPast_andNothingTwice() throws {
        let scenario = try scenario("P3")
        try scenario.advance(to: "2026-11-20 12:10")
        scenario.expect(
            "11-20 11:30 S4-3f warning warning → owner",
            "11-20 12:00 S4-3f breach owner → owner"
        )
        // P1 at 12:10: all three targets are past, counted from the clocks' own start. Whom the
        // warnings would have told hears of the breach instead.
        try scenario.set("priority", to: "P1")
        scenario.expect(
            "11-20 10:30 S4-3a escalation supervisor → technical_support,supervisor "
                + "said 11-20 12:10",
            "11-20 12:00 S4-3b breach group → owner,technical_support said 11-20 12:10",
            "11-20 12:00 S4-3b2 breach group → owner,technical_support said 11-20 12:10",
            "11-20 12:10 S4-6a notice notice → department_head"
        )
        try scenario.advance(to: "2026-11-20 12:20")
        scenario.expect(
            "11-20 12:15 S4-3b escalation supervisor → supervisor",
            "11-20 12:15 S4-3b2 escalation supervisor → supervisor"
        )
    }

    @Test func S4_10_whatWasBreached_staysBreached_whenTheLevelIsLowered() throws {
        let scenario = try scenario("P3")
        try scenario.set("priority", to: "P1")
        try scenario.advance(to: "2026-11-20 10:20")
        try scenario.set("priority", to: "P3", by: "李静")
        try scenario.advance(to: "2026-11-20 10:30")
        scenario.happens("first_response")
        let reading = try #require(scenario.readings.first { $0.clock == "first_response" })
        #expect(reading.state == .late(at: scenario.now))
        // In time under every level that it had.
        let other = try self.scenario("P3")
        try other.set("priority", to: "P1")
        try other.advance(to: "2026-11-20 10:10")
        try other.set("priority", to: "P3", by: "李静")
        try other.advance(to: "2026-11-20 10:30")
        other.happens("first_response")
        let met = try #require(other.readings.first { $0.clock == "first_response" })
        #expect(met.state == .met(at: other.now))
    }

    @Test func S4_10_levelLowered_firesNothingTwice() throws {
        let scenario = try scenario("P1")
        try scenario.advance(to: "2026-11-20 10:20")
        scenario.expect(
            "11-20 10:00 S4-6a notice notice → department_head",
            "11-20 10:15 S4-3a breach group → technical_support"
        )
        try scenario.set("priority", to: "P3")
        try scenario.advance(to: "2026-11-20 12:10")
        scenario.expect(
            "11-20 11:30 S4-3f warning warning → owner",
            "11-20 12:00 S4-3f breach owner → owner"
        )
        try scenario.set("priority", to: "P1")
        scenario.expect(
            "11-20 10:30 S4-3a escalation supervisor → supervisor said 11-20 12:10",
            "11-20 12:00 S4-3b breach group → owner,technical_support said 11-20 12:10",
            "11-20 12:00 S4-3b2 breach group → owner,technical_support said 11-20 12:10"
        )
    }
}
