import BusinessTime
import Ledger
import Notifications
import People
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// Silences, maintenance and quiet hours: nothing is lost, and the end brings one message.
struct KeepingBackTests {
    private func add(_ harness: EngineHarness, _ count: Int, owner: String = "li") throws {
        for number in 1...count {
            try harness.writer.add(
                ["owner": owner, "priority": "medium"],
                id: "T\(number)",
                received: harness.now
            )
        }
        try harness.wake()
    }

    private func silence(_ harness: EngineHarness, _ matcher: Silence.Matcher) throws -> Silence {
        let made = try harness.engine.silence(
            Silence(
                matcher: matcher,
                author: "wang",
                comment: "the provider is down",
                begins: harness.now,
                ends: harness.now + .hours(1)
            ),
            now: harness.now
        )
        try harness.wake()
        return made
    }

    @Test func silence_keepsBackWhatMatches_andItsEndBringsOneMessage() throws {
        let harness = try EngineHarness()
        try add(harness, 3)
        _ = try silence(harness, .init(kind: "breach"))
        try harness.advance(by: .minutes(21))
        #expect(harness.sent().filter { $0.contains("warning") }.count == 3)
        // One was answered meanwhile: the catch-up does not speak of it.
        try harness.writer.append("first_response", to: "T2", TicketAct(at: harness.now))
        try harness.advance(by: .minutes(8))
        #expect(harness.sent() == [])
        // Escalations were not silenced, and each stands for the breach before it.
        try harness.advance(by: .minutes(2))
        #expect(
            harness.sent() == [
                "T1 escalation first_response supervisor → supervisor",
                "T3 escalation first_response supervisor → supervisor",
            ]
        )
        try harness.advance(by: .minutes(30))
        let digests = harness.channel.take()
        #expect(digests.map(\.message.data.kind) == ["digest"])
        let digest = try #require(digests.first?.message.data.digest)
        #expect(digest.reason == "silence" && digest.count == 2)
        #expect(Set(digest.members.map(\.ticket)) == ["T1", "T3"])
    }

    @Test func silenceEndedByHand_bringsWhatItKeptAtOnce() throws {
        let harness = try EngineHarness()
        try add(harness, 1)
        let made = try silence(harness, .init(ticket: "T1", rule: "T-1"))
        try harness.advance(by: .minutes(25))
        #expect(harness.sent() == [])
        #expect(try harness.engine.endSilence(made.seq, now: harness.now))
        try harness.wake()
        // The warning gave way to the breach while both were kept back.
        #expect(harness.sent() == ["T1 breach first_response owner → owner"])
    }

    @Test(
        arguments: [
            (Silence.Matcher(attributes: ["owner": ["wang", "li"]]), true),
            (Silence.Matcher(attributes: ["owner": ["wang"]]), false),
            (Silence.Matcher(ticket: "T1", clock: "first_response"), true),
            (Silence.Matcher(ticket: "T1", clock: "progress"), false),
            (Silence.Matcher(rule: "T-1"), true), (Silence.Matcher(rule: "T-2"), false),
            (Silence.Matcher(channel: "test"), true), (Silence.Matcher(channel: "mail"), false),
            (Silence.Matcher(), false),
        ]
    )
    func silence_isOfAllThatItNames(matcher: Silence.Matcher, isKept: Bool) throws {
        let harness = try EngineHarness()
        try add(harness, 1)
        _ = try silence(harness, matcher)
        try harness.advance(by: .minutes(11))
        #expect(harness.sent().isEmpty == isKept)
    }

    @Test func maintenance_keepsBackItsTickets_untilItEnds() throws {
        let harness = try EngineHarness()
        let window = MaintenanceWindow(
            name: "upgrade",
            when: .attribute(
                slot: try #require(AttributeLayout.standard.slot("owner")),
                name: "owner",
                .oneOf(["li"])
            ),
            time: .span(from: harness.base, until: harness.base + .hours(2))
        )
        try harness.restart(configuration: EngineHarness.configuration(maintenance: [window]))
        try add(harness, 2)
        try harness.writer.add(["owner": "wang"], id: "T9", received: harness.now)
        try harness.advance(by: .minutes(21))
        for wait in [TimeSpan.minutes(98), .minutes(2)] {
            let sent = harness.sent()
            #expect(!sent.isEmpty && sent.allSatisfy { $0.hasPrefix("T9 ") })
            try harness.advance(by: wait)
        }
        let end = harness.channel.take()
        #expect(end.map(\.message.data.digest?.reason) == ["maintenance"])
    }

    @Test func windowTakenAway_releasesWhatItKept() throws {
        let harness = try EngineHarness()
        let window = MaintenanceWindow(
            name: "upgrade",
            when: .always,
            time: .span(from: harness.base, until: harness.base + .hours(2))
        )
        try harness.restart(configuration: EngineHarness.configuration(maintenance: [window]))
        try add(harness, 1)
        try harness.advance(by: .minutes(11))
        #expect(harness.sent() == [])
        try harness.engine.reload(
            EngineHarness.configuration(),
            channels: ["test": harness.channel],
            now: harness.now
        )
        try harness.wake()
        #expect(harness.sent() == ["T1 warning first_response warning → owner"])
    }

    /// At night only what is urgent rings; the rest waits for the morning and comes as one.
    @Test func quietHours_letWhatIsUrgentPass_andTheRestComesInTheMorning() throws {
        var layout = AttributeLayout.standard
        let opening = SystemTime.now() + .hours(8)
        // Open from eight hours after the beginning: all before is night.
        let zone = ZoneRules.utc
        let morning = zone.civil(at: opening)
        let hours = OpenHours(
            open: try #require(CivilTime(hour: 0, minute: 0)),
            close: try #require(CivilTime(hour: 24, minute: 0))
        )
        var definition = CalendarDefinition(
            name: "awake",
            zone: zone,
            week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [hours]) })
        )
        for day in [zone.civil(at: SystemTime.now()).date, morning.date] {
            definition.holidays[day] = "night"
        }
        let awake = try BusinessCalendar(definition)
        let end = awake.nextOpen(from: SystemTime.now())
        let people = Directory(
            persons: [Person(id: "li", name: "李明"), Person(id: "wang", name: "王芳", quiet: .none)],
            quiet: QuietHours(
                calendar: awake,
                urgent: .attribute(
                    slot: layout.slot(adding: "priority"),
                    name: "priority",
                    .oneOf(["high", "高", "P0", "P1", "紧急"])
                )
            )
        )
        let harness = try EngineHarness(
            configuration: EngineHarness.configuration(people: people, audience: .room)
        )
        try add(harness, 2)
        try harness.writer.add(
            ["owner": "li", "priority": "high"],
            id: "T8",
            received: harness.now
        )
        try harness.writer.add(
            ["owner": "wang", "priority": "low"],
            id: "T9",
            received: harness.now
        )
        try harness.wake()
        try harness.advance(by: .minutes(11))
        #expect(
            Set(harness.sent()) == [
                "T8 warning first_response warning → owner",
                "T9 warning first_response warning → owner",
            ]
        )
        // Those who handle T1 and T2 do so overnight, but for T2.
        try harness.writer.append("first_response", to: "T1", TicketAct(at: harness.now))
        try harness.writer.append("resolved", to: "T8", TicketAct(at: harness.now))
        try harness.writer.append("resolved", to: "T9", TicketAct(at: harness.now))
        try harness.advance(by: end - harness.now - .minutes(1))
        #expect(harness.sent() == [])
        try harness.advance(by: .minutes(2))
        let sent = harness.channel.take()
        #expect(sent.count == 1)
        let digest = try #require(sent.first?.message.data.digest)
        #expect(digest.reason == "quiet_hours")
        #expect(Set(digest.members.map(\.ticket)) == ["T1", "T2"])
    }

    /// A reload that asks for other attributes opens the store anew: nothing goes out unjudged.
    @Test func reloadWithOtherAttributes_letsNothingSlip() throws {
        let harness = try EngineHarness(configuration: EngineHarness.configuration(audience: .room))
        try harness.setQuiet(true)
        try add(harness, 3)
        try harness.advance(by: .minutes(25))
        #expect(harness.sent() == [])
        var layout = AttributeLayout.standard
        _ = layout.slot(adding: "mood")
        try harness.setQuiet(true, layout: layout)
        try harness.advance(by: .minutes(1))
        #expect(harness.sent() == [])
    }

    /// What was kept back for the night rings as soon as its ticket is urgent.
    @Test func ticketThatBecomesUrgent_isToldOfAtOnce() throws {
        let harness = try EngineHarness(configuration: EngineHarness.configuration(audience: .room))
        try harness.setQuiet(true)
        try add(harness, 2)
        try harness.advance(by: .minutes(25))
        #expect(harness.sent() == [])
        try harness.writer.set(["priority": "high"], of: "T1", TicketAct(at: harness.now))
        try harness.wake()
        #expect(harness.sent() == ["T1 breach first_response owner → owner"])
    }

    /// Some of a digest was answered while it waited for its channel: the rest is told, no more.
    @Test func digestOfWhichSomeWasAnswered_tellsTheRest() throws {
        let harness = try EngineHarness()
        try add(harness, 3)
        let made = try silence(harness, .init(attributes: ["owner": ["li"]]))
        try harness.advance(by: .minutes(25))
        harness.channel.answers(.unreachable(reason: "refused"))
        #expect(try harness.engine.endSilence(made.seq, now: harness.now))
        try harness.wake()
        #expect(harness.channel.take().map(\.message.data.digest?.count) == [3])
        try harness.writer.append("first_response", to: "T2", TicketAct(at: harness.now))
        harness.channel.answers(.delivered)
        try harness.advance(by: .minutes(2))
        let sent = harness.channel.take()
        #expect(sent.map(\.message.data.digest?.count) == [2])
        #expect(sent.first?.message.data.digest?.members.map(\.ticket) == ["T1", "T3"])
    }
}
