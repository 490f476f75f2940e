import BusinessTime
import Ledger
import ServiceLevels
import Testing

@testable import Notifications

/// In what order messages leave, and what becomes of them.
struct CourierTests {
    @Test func messagesOfOneTicketOnOneChannel_leaveOneAfterTheOther() throws {
        let harness = try CourierHarness()
        for _ in 1...3 { try harness.post("T-1") }
        try harness.post("T-2")
        try harness.pump()
        #expect(harness.chat.sent == [1, 4])
        harness.complete(1, .delivered)
        try harness.pump()
        #expect(harness.chat.sent == [1, 4, 2])
        // A retry keeps those behind it waiting.
        harness.complete(2, .retry(reason: "http 500", after: nil))
        try harness.pump()
        #expect(harness.chat.sent == [1, 4, 2])
        harness.now = harness.now + .seconds(7)
        try harness.pump()
        #expect(harness.chat.sent == [1, 4, 2, 2])
        harness.complete(2, .permanent(reason: "http 400"))
        try harness.pump()
        #expect(harness.chat.sent == [1, 4, 2, 2, 3])
        #expect(harness.courier.unfinished == 2)
    }

    @Test func channels_doNotWaitForEachOther() throws {
        let harness = try CourierHarness(["a": RecordingChannel(), "b": RecordingChannel()])
        try harness.post("T-1", to: "a")
        try harness.post("T-1", to: "b")
        try harness.pump()
        #expect(harness.channels["a"]?.sent == [1] && harness.channels["b"]?.sent == [2])
        #expect(harness.courier.inFlight == [1, 2])
    }

    @Test func message_holdsWhatWasRecorded() throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.pump()
        let outgoing = try #require(harness.chat.messages.first)
        #expect(outgoing.id == "id-1" && outgoing.body == Array("body 1".utf8))
        #expect(outgoing.now == harness.now)
    }

    @Test(arguments: [
        (DeliveryOutcome.delivered, DeliveryState.delivered, String?.none),
        (.accepted, .accepted, nil),
        (.permanent(reason: "http 404"), .dead, "http 404"),
        (.disable(reason: "http 410"), .held, "the channel is disabled: http 410"),
        (.retry(reason: "http 503", after: nil), .pending, "http 503"),
    ])
    func outcome_isRecorded(
        outcome: DeliveryOutcome,
        expected: DeliveryState,
        reason: String?
    ) throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.pump()
        harness.now = harness.now + .seconds(2)
        harness.complete(1, outcome)
        try harness.pump()
        let record = try #require(try harness.record(1))
        #expect(record.state == expected && record.reason == reason && record.attempts == 1)
        let isOpen = expected == .pending || expected == .held
        #expect(record.finished == (isOpen ? nil : harness.now))
        #expect(harness.courier.inFlight.isEmpty)
        #expect(harness.courier.unfinished == (expected == .pending ? 1 : 0))
    }

    @Test func outcomeToldTwice_countsOnce() throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.pump()
        harness.complete(1, .delivered)
        harness.complete(1, .permanent(reason: "late"))
        harness.complete(99, .delivered)
        try harness.pump()
        #expect(try harness.condition(1) == .delivered)
        #expect(try harness.record(1)?.attempts == 1)
    }

    @Test func channelThatAnswersAtOnce_isReported() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(answer: .delivered)])
        try harness.post()
        try harness.pump()
        #expect(harness.reported.value == [1])
    }

    @Test func placesOfAChannel_areNeverExceededAndAllAreServedInOrder() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(parallel: 3)])
        for number in 1...200 { try harness.post("T-\(number)") }
        var next: Int64 = 1
        while next <= 200 {
            try harness.pump()
            #expect(harness.courier.inFlight.count == min(3, 201 - Int(next)))
            harness.complete(next, .delivered)
            next += 1
        }
        try harness.pump()
        #expect(harness.chat.sent == Array(1...200))
        #expect(try harness.ledger.counts()[.delivered] == 200)
    }

    /// A place that becomes free must not be lost to a message that does not need it any more.
    @Test func waitingMessageThatLapsed_leavesItsPlaceToTheNext() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(parallel: 1)])
        for number in 1...4 { try harness.post("T-\(number)") }
        try harness.pump()
        harness.complete(1, .delivered)
        try harness.pump(
            ByTicket { $0 == "T-4" ? .send : .drop(reason: "answered before it left") }
        )
        #expect(harness.chat.sent == [1, 4])
        #expect(try harness.ledger.counts()[.dropped] == 2)
    }

    @Test func lapsedMessage_isDroppedWithoutAnAttempt() throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.post()
        #expect(try harness.pump(.drop(reason: "answered before it left")) == nil)
        #expect(harness.chat.sent.isEmpty)
        let record = try #require(try harness.record(2))
        #expect(record.state == .dropped && record.attempts == 0)
        #expect(record.reason == "answered before it left")
        #expect(harness.courier.unfinished == 0)
    }

    @Test func messageOfUnknownTruth_isAskedForAgain() throws {
        let harness = try CourierHarness()
        try harness.post()
        for _ in 0..<20 {
            #expect(try harness.pump(.unknown) == 5)
            #expect(harness.chat.sent.isEmpty)
            harness.now = harness.now + .seconds(5)
        }
        #expect(try harness.pump() == nil)
        #expect(harness.chat.sent == [1])
    }

    @Test func higherStep_takesThePlaceOfAQueuedLowerOne() throws {
        let harness = try CourierHarness()
        try harness.post("T-1", clock: "other")
        try harness.post("T-1", clock: "same", step: "warning")
        try harness.pump()
        try harness.post("T-1", clock: "same", step: "breach")
        harness.complete(1, .delivered)
        try harness.pump()
        #expect(harness.chat.sent == [1, 3])
        #expect(try harness.condition(2) == .dropped)
    }

    /// It left, it came back, and only then is the higher step recorded: it did arrive.
    @Test func deliveredMessageNotYetRecorded_isNotCalledDropped() throws {
        let harness = try CourierHarness()
        try harness.post("T-1", clock: "same", step: "warning")
        try harness.pump()
        harness.complete(1, .delivered)
        try harness.post("T-1", clock: "same", step: "breach")
        try harness.pump()
        #expect(harness.chat.sent == [1, 2])
        #expect(try harness.condition(1) == .delivered)
    }
}
