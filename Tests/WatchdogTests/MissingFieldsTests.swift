import BusinessTime
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// What is told of an incomplete record names what it lacks.
struct MissingFieldsTests {
    private static let selector = EventSelector(["record_complete"])

    /// Recording within five minutes (S0-1), and a notice that a complete record ends (S4-8).
    private static func configuration(_ language: Language) -> EngineConfiguration {
        let recording = Clock(
            id: "recording",
            name: LocalizedText([.chinese: "需求登记", .english: "Recording"]),
            start: EventSelector(["received"]),
            satisfiedBy: Satisfaction([selector]),
            ends: EventSelector(["closed"]),
            cases: [
                ClockCase(
                    rule: "S0-1",
                    target: .time(.minutes(5)),
                    calendar: .always(),
                    ladder: [
                        Step(name: "owner", kind: .breach, moment: .offset(.zero), roles: ["owner"])
                    ]
                )
            ]
        )
        let notice = Notice(
            id: "incomplete_record",
            rule: "S4-8",
            name: LocalizedText([.chinese: "记录不完整", .english: "Record incomplete"]),
            on: EventSelector(["recorded"]),
            delay: .minutes(10),
            ends: selector,
            roles: ["owner"]
        )
        let policy = Policy(
            id: "test",
            name: LocalizedText([:]),
            clocks: [recording],
            notices: [notice]
        )
        return EngineConfiguration(
            policies: PolicySet(entries: [.init(when: .always, policy: policy)], layout: .standard),
            writer: MessageWriter(
                routes: Routes(roles: ["owner": ["test"]]),
                language: language,
                zone: .utc,
                ticketURL: nil
            ),
            fingerprint: "1"
        )
    }

    @Test(arguments: [
        (Language.chinese, "缺少：联系方式、产品"), (.english, "missing: contact, product"),
    ])
    func alerts_ofAnIncompleteRecord_nameWhatIsMissing(
        _ language: Language,
        _ text: String
    ) throws {
        let harness = try EngineHarness(configuration: Self.configuration(language)) { setup in
            let known = ["customer": "ACME", "description": "x", "request": "help"]
            try setup.writer.add(known, id: "T1", received: setup.base)
        }
        try harness.wake()
        for rule in ["S0-1", "S4-8"] {
            try harness.advance(by: .minutes(6))
            let sent = harness.channel.take()
            #expect(sent.map(\.message.data.alerts.first?.rule) == [rule])
            #expect(sent.map(\.message.data.alerts.first?.subject) == [text])
            #expect(sent.first?.message.data.text.contains(text) == true)
        }
    }

    @Test func record_whenComplete_tellsNothing() throws {
        let harness = try EngineHarness(configuration: Self.configuration(.english)) { setup in
            let known = [
                "customer": "ACME", "description": "x", "request": "help", "product": "p",
                "contact": "c",
            ]
            try setup.writer.add(known, id: "T1", received: setup.base)
        }
        try harness.wake()
        try harness.advance(by: .minutes(30))
        #expect(harness.channel.isEmpty)
    }

    @Test func fields_thatTheCRMNeverFills_areNotToldOf() throws {
        let harness = try EngineHarness(configuration: Self.configuration(.english)) { setup in
            for _ in 1...50 {
                _ = try setup.writer.add(["customer": "ACME", "description": "x", "contact": "c"])
            }
            try setup.writer.add(
                ["customer": "ACME", "description": "x", "contact": "c"],
                id: "T1"
            )
            try setup.writer.add(["customer": "ACME", "description": "x"], id: "T2")
        }
        try harness.wake()
        _ = harness.channel.take()
        try harness.advance(by: .minutes(6))
        let told = harness.channel.take().filter {
            ["T1", "T2"].contains($0.message.data.ticket?.id)
        }
        #expect(told.map { $0.message.data.alerts.first?.subject } == ["missing: contact"])
    }
}
