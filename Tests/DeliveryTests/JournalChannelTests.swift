import BusinessTime
import Dispatch
import Logging
import Outlets
import ServiceLevels
import Testing

@testable import Channels
@testable import Notifications

/// Messages that go to the log.
struct JournalChannelTests {
    private struct Recorder: LogHandler {
        let lines: Shared<[(message: String, metadata: Logger.Metadata)]>
        /// Where they leave by, too much for one that is small.
        var outlet: Outlet?
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            outlet?.put(100) { _ in }
            lines.change { $0.append(("\(event.message)", event.metadata ?? [:])) }
        }
    }

    private func send(_ body: [UInt8]) async -> (
        outcome: DeliveryOutcome, lines: [(message: String, metadata: Logger.Metadata)]
    ) {
        let lines = Shared<[(message: String, metadata: Logger.Metadata)]>([])
        let channel = JournalChannel(
            name: "journal",
            logger: Logger(label: "test") { _ in Recorder(lines: lines) }
        )
        let outgoing = OutgoingMessage(seq: 1, id: "slaw_1", body: body, now: MessageSamples.start)
        let outcome = await withCheckedContinuation { continuation in
            channel.send(outgoing) { continuation.resume(returning: $0) }
        }
        return (outcome, lines.value)
    }

    @Test func message_isLoggedWithFieldsToAskFor() async throws {
        let (outcome, lines) = try await send(MessageGoldenTests.body(.breach, .english))
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

    @Test func summary_namesNoTicket() async throws {
        let (_, lines) = try await send(MessageGoldenTests.body(.summary, .english))
        #expect(lines.first?.metadata["SLA_TICKET"] == nil)
        #expect(lines.first?.metadata["SLA_CLOCK"] == nil)
        #expect(lines.first?.metadata["SLA_KIND"] == "summary")
    }

    @Test func notice_hasNoDeadline() async throws {
        let (_, lines) = try await send(MessageGoldenTests.body(.notice, .english))
        #expect(lines.first?.metadata["SLA_DUE"] == nil)
        #expect(lines.first?.metadata["SLA_STEP"] == "notice")
    }

    @Test(arguments: ["", "{}", "no json", "[]"])
    func unreadableMessage_isADeadLetter(body: String) async {
        let (outcome, lines) = await send(Array(body.utf8))
        #expect(outcome == .permanent(reason: "the message is not of a known schema"))
        #expect(lines.isEmpty)
    }

    /// A journald that hangs: neither the message nor anything else waits for it.
    @Test func messageThatTheJournalDoesNotTake_isTriedAgain() async throws {
        let lines = Shared<[(message: String, metadata: Logger.Metadata)]>([])
        let outlet = Outlet("test", limit: 1)
        let end = DispatchSemaphore(value: 0)
        outlet.put(1) { _ in end.wait() }
        let channel = JournalChannel(
            name: "journal",
            logger: Logger(label: "test") { _ in Recorder(lines: lines, outlet: outlet) },
            outlet: outlet
        )
        let body = try MessageGoldenTests.body(.breach, .english)
        let outgoing = OutgoingMessage(seq: 1, id: "slaw_1", body: body, now: MessageSamples.start)
        let outcome = await withCheckedContinuation { continuation in
            channel.send(outgoing) { continuation.resume(returning: $0) }
        }
        #expect(outcome == .unreachable(reason: "the journal takes no entries"))
        end.signal()
    }
}
