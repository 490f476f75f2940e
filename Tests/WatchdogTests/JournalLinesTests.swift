import BusinessTime
import Notifications
import ServiceLevels
import SlawatchTesting
import Testing
import TicketStoreAdmin
import Watchdog

/// What an administrator reads who tails the journal.
struct JournalLinesTests {
    private func late(in zone: ZoneRules = .utc) throws -> EngineHarness {
        let harness = try EngineHarness(configuration: EngineHarness.configuration(zone: zone))
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        return harness
    }

    @Test func alerts_nameTicketClockAndRule_withTheDeadlineInTheTeamsZone() throws {
        let zone = try ZoneRules(named: "Asia/Shanghai")
        let harness = try late(in: zone)
        try harness.advance(by: .minutes(21))
        let line = try #require(harness.journal.lines("alert_breach").first)
        #expect(line.hasPrefix("breach T1 first_response ("))
        let due = try #require(harness.journal.fields("alert_breach", "SLA_DUE").first)
        #expect(due == (harness.base + .minutes(20)).iso8601(in: zone))
        #expect(due.hasSuffix("+08:00"))
    }

    @Test func deliveries_nameTicketAndChannel() throws {
        let harness = try late()
        harness.channel.answers(.permanent(reason: "gone"))
        try harness.advance(by: .minutes(21))
        #expect(harness.journal.lines("delivery_dead").first == "delivery dead: T1 on test, gone")
        harness.channel.answers(.disable(reason: "key refused"))
        try harness.advance(by: .minutes(10))
        let disabled = try #require(harness.journal.lines("channel_disabled").first)
        #expect(disabled == "channel disabled: T1 on test, key refused")
    }
}
