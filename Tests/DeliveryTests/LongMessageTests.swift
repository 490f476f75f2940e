import BusinessTime
import Foundation
import ServiceLevels
import Testing

@testable import Ledger
@testable import Notifications

/// What is committed and sent to webhooks stays below 20 kB, whatever a ticket holds.
struct LongMessageTests {
    private static let words = String(repeating: "工单超时未处理", count: 60)

    private func read(_ delivery: NewDelivery) throws -> AlertMessage {
        #expect(delivery.body.count < 20_000)
        return try AlertMessage.decoder.decode(AlertMessage.self, from: Data(delivery.body))
    }

    @Test func digestOfLongMessages_listsTheMostPressing() throws {
        let writer = try MessageSamples.writer(.chinese)
        let records = try (0..<200).map { number in
            var step = MessageSamples.step(number == 150 ? .escalation : .nudge)
            step.name = LocalizedText([.chinese: Self.words])
            let made = writer.deliveries(
                of: [Alert(step: step)],
                ticket: MessageSamples.ticket("T-\(number)", ["owner": Self.words]),
                readings: [],
                now: MessageSamples.start
            )
            let first = try #require(made.first)
            return DeliveryRecord(
                seq: Int64(number),
                id: first.id + "\(number)",
                ticket: first.ticket,
                channel: "webhook",
                recipient: "owner",
                kind: first.kind.rawValue,
                body: first.body,
                created: MessageSamples.start,
                state: .pending,
                attempts: 0,
                nextAttempt: MessageSamples.start,
                mayHaveArrived: false,
                retryWindowStart: MessageSamples.start
            )
        }
        let digest = try #require(
            writer.digest(of: records, reason: "allowance", now: MessageSamples.start)
        )
        let message = try read(digest)
        #expect(message.data.digest?.count == 200)
        #expect(message.data.digest?.members.first?.ticket == "T-150")
        #expect((message.data.digest?.members.count ?? 0) >= 5)
        #expect(message.data.text.contains("200"))
    }

    @Test func messageOfManyAlerts_keepsTheMostPressing() throws {
        let alerts = (0..<60).map { number in
            var step = MessageSamples.step(.nudge, clock: "clock \(number)")
            step.name = LocalizedText([.chinese: Self.words])
            return Alert(step: step)
        }
        let grave = Alert(step: MessageSamples.step(.escalation))
        let made = try MessageSamples.writer(.chinese).deliveries(
            of: alerts + [grave],
            ticket: MessageSamples.ticket(),
            readings: [],
            now: MessageSamples.start
        )
        let message = try read(#require(made.first { $0.channel == "webhook" }))
        #expect(message.data.alerts.first?.kind == "escalation")
        #expect(message.data.alerts.count < 61)
    }
}
