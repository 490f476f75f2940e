import Logging
import Testing

@testable import SystemdSupport

struct JournalEntryTests {
    private func entry(_ event: LogEvent) -> JournalEntry {
        JournalEntry(
            event: event,
            metadata: event.metadata ?? [:],
            identifier: "slawatchd",
            component: "engine"
        )
    }

    private func values(_ name: String, _ event: LogEvent) -> [String] {
        entry(event).fields.filter { $0.name == name }.map(\.value)
    }

    @Test func event_becomesFieldsInFixedOrder() {
        let event = logEvent(.warning, metadata: ["SLA_TICKET": "T-7", "late-seconds": "9"])
        #expect(
            entry(event).fields.map { "\($0.name)=\($0.value)" } == [
                "MESSAGE=ticket is late", "PRIORITY=4", "SYSLOG_IDENTIFIER=slawatchd",
                "CODE_FILE=Tests/File.swift", "CODE_LINE=7", "CODE_FUNC=run()", "SLA_TICKET=T-7",
                "SLA_LATE_SECONDS=9", "SLA_COMPONENT=engine",
            ]
        )
    }

    @Test(arguments: [
        (Logger.Level.trace, "7"), (.debug, "7"), (.info, "6"), (.notice, "5"), (.warning, "4"),
        (.error, "3"), (.critical, "2"),
    ])
    func level_becomesPriority(level: Logger.Level, priority: String) {
        #expect(values("PRIORITY", logEvent(level)) == [priority])
    }

    @Test(arguments: EventID.allCases)
    func knownEvent_getsItsMessageID(id: EventID) {
        let event = logEvent(metadata: ["EVENT": "\(id.name)"])
        #expect(values("MESSAGE_ID", event) == [id.rawValue])
        #expect(values("SLA_EVENT", event) == [id.name])
    }

    @Test func unknownEvent_getsNoMessageID() {
        let event = logEvent(metadata: ["EVENT": "tea_is_ready"])
        #expect(values("MESSAGE_ID", event) == [])
        #expect(values("SLA_EVENT", event) == ["tea_is_ready"])
    }

    @Test func messageIDOfTheCall_wins() {
        let event = logEvent(
            metadata: ["EVENT": "ready", "MESSAGE_ID": .stringConvertible(EventID.clockStepped)])
        #expect(values("MESSAGE_ID", event) == [EventID.clockStepped.rawValue])
    }

    @Test func array_becomesOneFieldForEachElement() {
        let event = logEvent(metadata: ["SLA_CHANNEL": ["ops", "boss"], "none": []])
        #expect(values("SLA_CHANNEL", event) == ["ops", "boss"])
        #expect(values("SLA_NONE", event) == [])
    }

    @Test func error_becomesAField() {
        let event = logEvent(error: StoreFault(description: "disk is full"))
        #expect(values("SLA_ERROR", event) == ["disk is full"])
    }

    @Test func component_mayBeSetByTheCall() {
        #expect(values("SLA_COMPONENT", logEvent(metadata: ["component": "poll"])) == ["poll"])
    }

    @Test func messageInMetadata_doesNotReplaceTheMessage() {
        let event = logEvent(metadata: ["MESSAGE": "forged"])
        #expect(values("MESSAGE", event) == ["ticket is late"])
        #expect(values("SLA_MESSAGE", event) == ["forged"])
    }

    @Test func longValue_isCutAtACharacter() {
        let long = String(repeating: "工", count: 5000)
        let value = values("SLA_NOTE", logEvent(metadata: ["note": "\(long)"]))[0]
        #expect(value.utf8.count <= JournalEntry.maximumValueBytes)
        #expect(value.hasSuffix("工…"))
    }

    @Test func tooManyFields_leaveRoomForTheID() {
        var metadata: Logger.Metadata = ["EVENT": "alert_breach"]
        for number in 0..<1000 { metadata["f\(number)"] = "x" }
        let fields = entry(logEvent(metadata: metadata)).fields
        #expect(fields.count == JournalEntry.maximumFields)
        #expect(fields.last?.value == EventID.alertBreach.rawValue)
    }
}
