import Testing

/// A ticket that was closed some time after it was resolved, as most are.
struct ReopeningTests {
    @Test func reopenedAfterBeingClosedADayLater_goesOnWithTheTimeInBetweenLeftOut() throws {
        let scenario = try Scenario(
            "rapid-response",
            in: try Shipped.configuration(),
            at: "2026-11-16 10:00",
            ["priority": "high"]
        )
        scenario.happens("first_response")
        try scenario.advance(to: "2026-11-16 12:00")
        for kind in ["resolved", "told", "feedback"] { scenario.happens(kind) }
        try scenario.advance(to: "2026-11-17 12:00")
        scenario.happens("closed")
        scenario.expect()
        try scenario.advance(to: "2026-11-18 12:00")
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
