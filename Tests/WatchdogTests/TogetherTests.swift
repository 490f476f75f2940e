import BusinessTime
import Ledger
import Notifications
import People
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// Who hears together, from the ticket to the messages: owner and first responder (S1-12), lead
/// and co-operating departments (S4-9), each department for itself (S0-6).
struct TogetherTests {
    private func lines(_ channel: RecordingChannel) -> [String] { channel.take().map(\.line) }

    /// A ticket that was answered, and of which the customer has heard nothing for an hour.
    private func nudged(
        _ attributes: [String: String],
        configuration: EngineConfiguration = EngineHarness.together()
    ) throws -> EngineHarness {
        let harness = try EngineHarness(configuration: configuration)
        try harness.add(attributes)
        try harness.happens("first_response")
        try harness.advance(by: .minutes(61))
        return harness
    }

    @Test func S1_12_ownerIsFirstResponder_isToldOnce_underBothRoles() throws {
        let harness = try nudged(["owner": "li", "first_responder": "李明"])
        let sent = harness.channel.take()
        #expect(sent.map(\.line) == ["nudge S1-12 → owner:li first_responder:li"])
        // Whoever mentions them has one person to mention.
        #expect(Set(sent.flatMap(\.message.data.recipients).map(\.id)) == ["li"])
    }

    @Test func S1_12_twoPersons_areToldInOneMessageOfTheRoom() throws {
        let harness = try nudged(["owner": "li", "first_responder": "wang"])
        #expect(lines(harness.channel) == ["nudge S1-12 → owner:li first_responder:wang"])
    }

    @Test func S1_12_onePerson_twoChannels_isToldOnce() throws {
        let configuration = EngineHarness.together(routes: ["first_responder": ["other"]])
        let one = try nudged(
            ["owner": "li", "first_responder": "li"],
            configuration: configuration
        )
        #expect(lines(one.channel) == ["nudge S1-12 → owner:li first_responder:li"])
        #expect(one.other.isEmpty)
        let two = try nudged(
            ["owner": "li", "first_responder": "wang"],
            configuration: configuration
        )
        #expect(lines(two.channel) == ["nudge S1-12 → owner:li"])
        #expect(lines(two.other) == ["nudge S1-12 → first_responder:wang"])
    }

    @Test func S1_12_absentOwner_deputyHears_alsoOnceAsFirstResponder() throws {
        let away = Absence(from: .distantPast, until: .distantFuture)
        let absent = Person(id: "li", name: "李明", deputy: "wang", absences: [away])
        let people = Directory(persons: [absent] + EngineHarness.persons.dropFirst())
        let harness = try nudged(
            ["owner": "li", "first_responder": "wang"],
            configuration: EngineHarness.together(people: people)
        )
        #expect(lines(harness.channel) == ["nudge S1-12 → owner:wang first_responder:wang"])
    }

    @Test func S1_12_nobodyIsFirstResponder_theFallbackHears_andIsToldWhy() throws {
        let people = Directory(
            persons: EngineHarness.persons,
            roles: [
                "first_responder": [.attribute("first_responder")],
                "supervisor": [.persons(["wang"])],
            ],
            fallback: ["supervisor"]
        )
        let configuration = EngineHarness.together(people: people)
        for (owner, expected) in [
            ("li", "nudge S1-12 → owner:li supervisor:wang"),
            // The owner is the fallback: one message, which still says so.
            ("wang", "nudge S1-12 → owner:wang supervisor:wang"),
        ] {
            let harness = try nudged(["owner": owner], configuration: configuration)
            let sent = harness.channel.take()
            #expect(sent.map(\.line) == [expected])
            let said = "Nobody was found for first_responder: you hear in their place"
            #expect(sent.first?.message.data.text.contains(said) == true, "\(owner)")
        }
    }

    @Test func S1_12_fallbackWhoHearsAlready_hearsOfBoth() throws {
        let people = Directory(
            persons: EngineHarness.persons,
            roles: ["lead": [.persons([])], "supervisor": [.persons(["li"])]],
            fallback: ["supervisor"]
        )
        let layout = AttributeLayout.standard
        let values = layout.names.map { $0 == "owner" ? "li" : nil }
        let now = SystemTime.now()
        // The owner's comes first, so that the fallback is told already.
        let alerts = [("1", "owner"), ("2", "lead")].map { clock, role in
            Alert(
                step: DueStep(
                    identity: AlertIdentity(
                        ticket: "T1",
                        clock: clock,
                        cycle: .lifetime,
                        promiseRevision: 0,
                        step: "notice",
                        occurrence: 1
                    ),
                    kind: .notice,
                    rule: "S1-12",
                    name: LocalizedText([:]),
                    at: now,
                    roles: [role],
                    started: now
                )
            )
        }
        let made = EngineHarness.together(people: people).writer.deliveries(
            of: alerts,
            ticket: Ticket(key: 1, id: "T1", values: values, layout: layout, events: []),
            readings: [],
            now: now
        )
        #expect(made.map(\.recipient) == ["owner:li,supervisor:li"])
        #expect(made.first?.tells?.map(\.clock) == ["1", "2"])
    }

    @Test func S4_9_progress_isToldLeadAndDepartmentsAtOnce_eachTimeOnce() throws {
        let harness = try EngineHarness(configuration: EngineHarness.together())
        try harness.add(["lead": "wang", "departments": "物流部、finance"])
        let expected = "notice S4-9 → lead:wang departments:chen departments:zhao"
        for _ in 1...2 {
            try harness.happens("progress", by: "李明")
            #expect(lines(harness.channel) == [expected])
            try harness.advance(by: .minutes(1))
            #expect(harness.channel.isEmpty)
        }
        try harness.happens("progress", by: "bot")
        #expect(harness.channel.isEmpty)
        try harness.restart(after: .minutes(1), configuration: EngineHarness.together())
        #expect(harness.channel.isEmpty)
    }

    @Test func S4_9_leadInADepartment_isToldOnce() throws {
        let harness = try EngineHarness(configuration: EngineHarness.together())
        try harness.add(["lead": "chen", "departments": "logistics,finance"])
        try harness.happens("progress")
        #expect(
            lines(harness.channel) == ["notice S4-9 → lead:chen departments:chen departments:zhao"]
        )
    }

    @Test func S0_6_twoTransfersOfOneMoment_eachDepartmentHearsOfItsOwn() throws {
        let harness = try EngineHarness(configuration: EngineHarness.together())
        try harness.add(["department": "finance", "supervisor": "wang"])
        let due = harness.now + .minutes(20)
        try harness.happens("transfer", about: "logistics", due: due)
        try harness.happens("transfer", about: "finance", due: due)
        try harness.advance(by: .minutes(21))
        #expect(
            lines(harness.channel) == [
                "breach S0-6 logistics → department:chen", "breach S0-6 finance → department:zhao",
            ]
        )
        // Whoever hears of both hears once.
        try harness.advance(by: .minutes(10))
        #expect(
            lines(harness.channel) == [
                "escalation S0-6 logistics + escalation S0-6 finance → supervisor:wang"
            ]
        )
        try harness.happens("department_done", about: "logistics")
        #expect(
            lines(harness.channel) == [
                "resolved S0-6 logistics → department:chen supervisor:wang"
            ]
        )
    }

    @Test func S0_6_twoTransfersOfOneMoment_inOneDepartment_areOneMessage() throws {
        let harness = try EngineHarness(configuration: EngineHarness.together())
        try harness.add([:])
        let due = harness.now + .minutes(20)
        for name in ["logistics", "物流部"] {
            try harness.happens("transfer", about: name, due: due)
        }
        try harness.advance(by: .minutes(21))
        #expect(
            lines(harness.channel) == [
                "breach S0-6 logistics + breach S0-6 物流部 → department:chen"
            ]
        )
    }
}
