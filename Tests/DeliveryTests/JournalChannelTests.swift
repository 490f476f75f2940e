import BusinessTime
import Logging
import ServiceLevels
import Testing

@testable import Delivery

/// Messages that go to the log.
struct JournalChannelTests {
    private struct Recorder: LogHandler {
        let lines: Shared<[(message: String, metadata: Logger.Metadata)]>
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.change { $0.append(("\(event.message)", event.metadata ?? [:])) }
        }
    }

    private func send(_ body: [UInt8]) -> (
        outcome: DeliveryOutcome?, lines: [(message: String, metadata: Logger.Metadata)]
    ) {
        let lines = Shared<[(message: String, metadata: Logger.Metadata)]>([])
        let outcome = Shared<DeliveryOutcome?>(nil)
        let channel = JournalChannel(
            name: "journal",
            logger: Logger(label: "test") { _ in Recorder(lines: lines) }
        )
        let parcel = Parcel(seq: 1, id: "slaw_1", body: body, now: MessageSamples.start)
        channel.send(parcel) { told in outcome.change { $0 = told } }
        return (outcome.value, lines.value)
    }

    @Test func message_isLoggedWithFieldsToAskFor() throws {
        let (outcome, lines) = send(try MessageGoldenTests.body(.breach, .english))
        #expect(outcome == .delivered && lines.count == 1)
        #expect(lines.first?.message.hasPrefix("[Slawatch] BREACH 20260309001") == true)
        #expect(
            lines.first?.metadata == [
                "SLA_CHANNEL": "journal", "SLA_DELIVERY": "slaw_1", "SLA_TICKET": "20260309001",
                "SLA_ROLES": "owner,supervisor", "SLA_KIND": "breach",
                "SLA_CLOCK": "first_response", "SLA_RULE": "S0-4a", "SLA_STEP": "breach",
                "SLA_DUE": "2026-03-09T10:15:00+08:00",
            ]
        )
    }

    @Test func summary_namesNoTicket() throws {
        let (_, lines) = send(try MessageGoldenTests.body(.summary, .english))
        #expect(lines.first?.metadata["SLA_TICKET"] == nil)
        #expect(lines.first?.metadata["SLA_CLOCK"] == nil)
        #expect(lines.first?.metadata["SLA_KIND"] == "summary")
    }

    @Test func notice_hasNoDeadline() throws {
        let (_, lines) = send(try MessageGoldenTests.body(.notice, .english))
        #expect(lines.first?.metadata["SLA_DUE"] == nil)
        #expect(lines.first?.metadata["SLA_STEP"] == "notice")
    }

    @Test(arguments: ["", "{}", "no json", "[]"])
    func unreadableMessage_isADeadLetter(body: String) {
        let (outcome, lines) = send(Array(body.utf8))
        #expect(outcome == .permanent(reason: "the message is not of a known schema"))
        #expect(lines.isEmpty)
    }
}
