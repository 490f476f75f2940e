import BusinessTime
import Ledger
import Testing

@testable import Notifications

/// Retries, pauses, disabled channels and dead letters.
struct CourierRetryTests {
    private let failure = DeliveryOutcome.retry(reason: "http 500", after: nil)

    @Test func retries_followTheScheduleUntilItIsADeadLetter() throws {
        let harness = try CourierHarness(giveUpAfter: .hours(2))
        try harness.post()
        let start = harness.now
        var waits: [Double] = []
        try harness.pump()
        while try harness.condition(1) == .pending {
            harness.complete(1, failure)
            guard let wait = try harness.pump() else { break }
            waits.append(wait)
            harness.now = harness.now + .milliseconds(Int64((wait * 1000).rounded()))
            try harness.pump()
        }
        let steps: [Double] = [5, 15, 45, 120, 300, 600, 1800, 3600, 3600]
        #expect(waits.count >= 8)
        for (wait, step) in zip(waits, steps) {
            #expect(wait >= step * 0.8 && wait <= step * 1.2)
        }
        let record = try #require(try harness.record(1))
        #expect(record.state == .dead && record.reason == "http 500")
        #expect(record.attempts == waits.count + 1)
        #expect(harness.now - start >= .hours(2))
        #expect(harness.chat.sent.count == record.attempts)
        #expect(Set(harness.chat.messages.map(\.id)) == ["id-1"])
        #expect(harness.courier.unfinished == 0)
    }

    @Test func anotherForm_isTriedAtOnceAndRecorded() throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.pump()
        harness.complete(1, .adjust(.shorter, reason: "http 413"))
        try harness.pump()
        harness.complete(1, .adjust(.minimal, reason: "objectionable"))
        try harness.pump()
        #expect(
            harness.chat.messages.map(\.adjustments) == [[], [.shorter], [.shorter, .minimal]]
        )
        harness.complete(1, .delivered)
        try harness.pump()
        let record = try #require(try harness.record(1))
        #expect(record.state == .delivered && record.attempts == 3)
    }

    @Test func anotherForm_isForgottenByAnOrdinaryRetry() throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.pump()
        harness.complete(1, .adjust(.shorter, reason: "http 413"))
        try harness.pump()
        harness.complete(1, failure)
        harness.now = harness.now + .minutes(10)
        try harness.pump()
        #expect(harness.chat.messages.map(\.adjustments) == [[], [.shorter], []])
    }

    @Test func channelThatAsksForEver_getsADeadLetter() throws {
        let harness = try CourierHarness()
        try harness.post()
        for _ in 1...10 {
            try harness.pump()
            harness.complete(1, .adjust(.shorter, reason: "http 413"))
        }
        #expect(try harness.condition(1) == .dead)
        #expect(harness.chat.sent.count == 4)
    }

    @Test func retryAfter_pausesTheWholeChannelAndNoOther() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(), "mail": RecordingChannel()])
        try harness.post("T-1")
        try harness.pump()
        harness.complete(1, .retry(reason: "http 429", after: .seconds(90)))
        for ticket in 2...5 { try harness.post("T-\(ticket)") }
        try harness.post("T-2", to: "mail")
        #expect(try harness.pump() == 90)
        #expect(harness.chat.sent == [1])
        #expect(harness.channels["mail"]?.sent == [6])
        harness.now = harness.now + .milliseconds(89_999)
        #expect(try harness.pump() == 0.001)
        #expect(harness.chat.sent == [1])
        harness.now = harness.now + .milliseconds(1)
        try harness.pump()
        #expect(Set(harness.chat.sent.dropFirst()) == [1, 2, 3, 4, 5])
    }

    @Test func shorterRetryAfter_doesNotEndALongerPause() throws {
        let harness = try CourierHarness()
        for ticket in 1...3 { try harness.post("T-\(ticket)") }
        try harness.pump()
        harness.complete(1, .retry(reason: "http 429", after: .seconds(600)))
        harness.complete(2, .retry(reason: "http 429", after: .seconds(20)))
        try harness.post("T-4")
        harness.now = harness.now + .seconds(300)
        try harness.pump()
        #expect(harness.chat.sent == [1, 2, 3])
    }

    @Test func goneReceiver_disablesTheChannelAndLaterMessagesAreHeld() throws {
        let harness = try CourierHarness()
        for ticket in 1...3 { try harness.post("T-\(ticket)") }
        try harness.post("T-1")
        try harness.pump()
        harness.complete(1, .disable(reason: "http 410: gone"))
        harness.complete(2, failure)
        harness.complete(3, .delivered)
        try harness.post("T-5")
        harness.now = harness.now + .seconds(10)
        #expect(try harness.pump() == nil)
        #expect(harness.chat.sent == [1, 2, 3])
        let counts = try harness.ledger.counts()
        #expect(counts[.dead] == 0 && counts[.delivered] == 1 && counts[.held] == 4)
        let held = try #require(try harness.record(2))
        #expect(held.reason == "the channel is disabled: http 410: gone" && held.attempts == 1)

        let mended = RecordingChannel()
        try harness.courier.replaceChannels(["chat": mended], now: harness.now)
        #expect(try harness.ledger.counts()[.held] == 0)
        try harness.pump()
        // The fourth is about the first one's ticket, and comes after it.
        #expect(mended.sent == [1, 2, 5])
    }

    @Test func channelThatIsNoMore_holdsItsMessagesUntilItIsBack() throws {
        let harness = try CourierHarness()
        try harness.post("T-1", to: "pager")
        try harness.pump()
        #expect(try harness.record(1)?.reason == "there is no channel 'pager' any more")
        let pager = RecordingChannel()
        // Not even recorded as held yet when the reload comes.
        try harness.post("T-2", to: "pager")
        try harness.courier.replaceChannels(["pager": pager], now: harness.now)
        try harness.pump()
        #expect(pager.sent == [1, 2])
    }

    /// What has arrived but is not recorded yet still stands as pending in the ledger.
    @Test func exchangeOfChannels_repeatsNothing() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(parallel: 2)])
        for ticket in 1...4 { try harness.post("T-\(ticket)") }
        try harness.pump()
        harness.complete(1, .delivered)
        let next = RecordingChannel(parallel: 2)
        try harness.courier.replaceChannels(["chat": next], now: harness.now)
        try harness.pump()
        // The second is still under way by the former one, and takes a place.
        #expect(next.sent == [3])
        harness.complete(2, .delivered)
        harness.complete(3, .delivered)
        try harness.pump()
        #expect(next.sent == [3, 4])
        #expect(harness.chat.sent == [1, 2])
        #expect(try harness.ledger.counts()[.delivered] == 3)
    }

    @Test func pause_endsWithAnExchangeOfChannels() throws {
        let harness = try CourierHarness()
        try harness.post("T-1")
        try harness.pump()
        harness.complete(1, .retry(reason: "http 503", after: .hours(1)))
        try harness.post("T-2")
        #expect(try harness.pump() == 3600)
        let next = RecordingChannel()
        try harness.courier.replaceChannels(["chat": next], now: harness.now)
        try harness.pump()
        #expect(next.sent == [2])
    }

    /// What the former address says does not count against the new one.
    @Test(arguments: [
        DeliveryOutcome.disable(reason: "http 410"), .retry(reason: "http 429", after: .hours(1)),
    ])
    func answerOfTheFormerAddress_leavesTheNewOneAlone(outcome: DeliveryOutcome) throws {
        let harness = try CourierHarness()
        try harness.post("T-1")
        try harness.pump()
        let next = RecordingChannel()
        try harness.courier.replaceChannels(["chat": next], now: harness.now)
        harness.complete(1, outcome)
        try harness.post("T-2")
        try harness.pump()
        #expect(next.sent == [2])
        #expect(try harness.condition(1) == .pending)
    }
}

extension CourierRetryTests {
    /// Two hundred messages to a receiver that is down cost one attempt a time, not two hundred.
    @Test func unreachableReceiver_isTriedWithOneMessageUntilItAnswers() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(parallel: 4)])
        for ticket in 1...200 { try harness.post("T-\(ticket)") }
        try harness.pump()
        #expect(harness.chat.sent == [1, 2, 3, 4])
        for seq in 1...4 { harness.complete(Int64(seq), .unreachable(reason: "refused")) }
        var wait = try #require(try harness.pump())
        var waits: [Double] = []
        for attempt in 5...10 {
            waits.append(wait)
            harness.now = harness.now + .milliseconds(Int64((wait * 1000).rounded()))
            try harness.pump()
            #expect(harness.chat.sent.count == attempt)
            let probe = try #require(harness.chat.sent.last)
            harness.complete(probe, .unreachable(reason: "refused"))
            wait = try #require(try harness.pump())
        }
        for (wait, step) in zip(waits, [1.0, 2, 4, 8, 15, 30]) {
            #expect(wait >= step * 0.8 && wait <= step * 1.2)
        }
        // One that gets through brings all others, and nothing is left behind.
        harness.now = harness.now + .milliseconds(Int64((wait * 1000).rounded()))
        try harness.pump()
        harness.complete(try #require(harness.chat.sent.last), .delivered)
        try harness.pump()
        #expect(harness.chat.sent.count == 15)
        for _ in 0..<200 {
            for seq in harness.courier.inFlight { harness.complete(seq, .delivered) }
            try harness.pump()
        }
        #expect(try harness.ledger.counts()[.delivered] == 200)
    }

    @Test func unknownAnswer_isTriedThreeTimesThenADeadLetter() throws {
        let harness = try CourierHarness()
        try harness.post()
        for _ in 0..<3 {
            try harness.pump()
            harness.complete(1, .unknown(reason: "errcode 4711"))
            if let wait = try harness.pump() {
                harness.now = harness.now + .milliseconds(Int64((wait * 1000).rounded()))
            }
        }
        let record = try #require(try harness.record(1))
        #expect(record.state == .dead && record.attempts == 3 && record.reason == "errcode 4711")
    }

    /// A vendor's ban is not over because the program was started anew.
    @Test func restOfAChannel_outlivesARestart() throws {
        let harness = try CourierHarness()
        try harness.post()
        try harness.pump()
        harness.complete(1, .retry(reason: "errcode 130101", after: .minutes(10)))
        try harness.pump()
        harness.now = harness.now + .minutes(2)
        try harness.restart(harness.channels)
        try harness.courier.takeUpCooldowns(now: harness.now)
        #expect(try harness.pump() == 480)
        #expect(harness.chat.sent == [1])
    }

    /// A clock that is set back an hour must not put a retry or a pause off for an hour.
    @Test func clockSetBack_leavesWaitsAsLongAsTheyWere() throws {
        let harness = try CourierHarness(["chat": RecordingChannel(), "mail": RecordingChannel()])
        try harness.post("T-1")
        try harness.post("T-2", to: "mail")
        try harness.pump()
        harness.complete(1, failure)
        harness.complete(2, .retry(reason: "http 429", after: .seconds(90)))
        let wait = try #require(try harness.pump())
        #expect(wait <= 6)
        harness.now = harness.now - .hours(1)
        #expect(try #require(try harness.pump()) > 3600)
        harness.courier.clockWasSetBack(by: .hours(1), now: harness.now)
        #expect(try harness.pump() == wait)
        harness.now = harness.now + .seconds(10)
        try harness.pump()
        #expect(harness.chat.sent == [1, 1])
        harness.now = harness.now + .seconds(80)
        try harness.pump()
        #expect(harness.channels["mail"]?.sent == [2, 2])
    }
}
