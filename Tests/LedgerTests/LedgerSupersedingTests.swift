import BusinessTime
import Ledger
import ServiceLevels
import Support
import Testing

/// Which queued messages a higher step takes the place of.
struct LedgerSupersedingTests {
    let state = TemporaryState()

    @Test func queuedLowerStep_isDropped() throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a"))
        let later = Instant.test + .minutes(5)
        let (new, dropped) = try ledger.post(.test("breach"), .test("b"), now: later)
        #expect(new.map(\.seq) == [2] && dropped == [1])
        let record = try #require(try ledger.delivery(1)).record
        #expect(record.state == .dropped && record.finished == later)
        #expect(record.reason == "a higher step took its place")
        #expect(try ledger.pending().map(\.seq) == [2])
    }

    @Test func lowerStepQueuedInTheSameTransaction_isDroppedAndNotNew() throws {
        let ledger = try state.open()
        let (new, dropped) = try ledger.record(
            [
                .raised([.test(.test("warning"))], .test("a")),
                .raised([.test(.test("breach"))], .test("b")),
            ],
            inFlight: [],
            now: .test
        )
        #expect(new.map(\.seq) == [2] && dropped == [1])
    }

    @Test func messageUnderWay_isLeftAlone() throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a"))
        #expect(try ledger.post(.test("breach"), .test("b"), inFlight: [1]).dropped.isEmpty)
        #expect(try ledger.pending().map(\.seq) == [1, 2])
    }

    @Test(arguments: [
        AlertIdentity.test("breach", clock: "resolution"), .test("breach", cycle: 2),
        .test("breach", promiseRevision: 1),
    ])
    func messageOfAnotherTurn_isLeftAlone(identity: AlertIdentity) throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a"))
        #expect(try ledger.post(identity, .test("b")).dropped.isEmpty)
    }

    @Test func messageOfAnotherTicketOrChannel_isLeftAlone() throws {
        let ledger = try state.open()
        try ledger.post(.test("warning", ticket: "T-2"), .test("a", ticket: "T-2"))
        try ledger.post(.test("warning"), .test("b", channel: "mail"))
        #expect(try ledger.post(.test("breach"), .test("c")).dropped.isEmpty)
    }

    @Test func messageThatIsKeptBack_givesWayToAHigherStep() throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a"))
        try ledger.record([DeliveryChange(seq: 1, state: .held, attempted: false)], now: .test)
        #expect(try ledger.post(.test("breach"), .test("b")).dropped == [1])
    }

    @Test(arguments: [DeliveryState.delivered, .accepted, .dead, .folded])
    func messageThatIsNotQueued_isLeftAlone(as condition: DeliveryState) throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a"))
        try ledger.record(
            [DeliveryChange(seq: 1, state: condition, attempted: true)],
            now: .test
        )
        #expect(try ledger.post(.test("breach"), .test("b")).dropped.isEmpty)
        #expect(try #require(try ledger.delivery(1)).record.state == condition)
    }

    @Test func messageThatTellsOfSomethingElseToo_isLeftAlone() throws {
        let ledger = try state.open()
        let both = [
            Alert.test(.test("warning")), .test(.test("warning", clock: "resolution")),
        ]
        _ = try ledger.record([.raised(both, .test("a"))], inFlight: [], now: .test)
        #expect(try ledger.post(.test("breach"), .test("b")).dropped.isEmpty)
        let next = [
            Alert.test(.test("level 2")), .test(.test("breach", clock: "resolution")),
        ]
        let (_, dropped) = try ledger.record(
            [.raised(next, .test("c"))],
            inFlight: [],
            now: .test
        )
        #expect(dropped == [1, 2])
    }

    /// The new message has to tell of the turn on this channel, not merely stand beside one that
    /// does so on another.
    @Test func higherStepToldElsewhere_dropsNothingHere() throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a", channel: "chat"))
        let higher = AlertIdentity.test("breach")
        let other = AlertIdentity.test("warning", clock: "resolution")
        let (new, dropped) = try ledger.record(
            [
                .raised(
                    [.test(higher), .test(other)],
                    .test("b", channel: "mail", tells: [higher]),
                    .test("c", channel: "chat", tells: [other])
                )
            ],
            inFlight: [],
            now: .test
        )
        #expect(dropped.isEmpty && new.map(\.seq) == [2, 3])
        #expect(try #require(try ledger.delivery(2)).alerts == [higher])
        #expect(try #require(try ledger.delivery(3)).alerts == [other])
    }

    @Test func summaries_takeNobodysPlace() throws {
        let ledger = try state.open()
        for id in ["a", "b"] {
            let summary = NewDelivery.test(id, ticket: "")
            let (new, dropped) = try ledger.record(
                [OutboxEntry(alerts: [], disposition: .known, deliveries: [summary])],
                inFlight: [],
                now: .test
            )
            #expect(new.count == 1 && dropped.isEmpty)
        }
    }
}
