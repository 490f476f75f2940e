import BusinessTime
import ServiceLevels
import Support
import Testing

@testable import Ledger

/// What is recorded of alerts and messages.
struct LedgerRecordingTests {
    let state = TemporaryState()

    @Test func delivery_isGivenBackAsItWasRecorded() throws {
        let ledger = try state.open()
        let (new, dropped) = try ledger.post(.test(), .test("a"))
        #expect(dropped.isEmpty)
        let pending = try #require(new.first)
        #expect(
            pending
                == PendingDelivery(seq: 1, ticket: "T-1", channel: "chat", nextAttempt: .test)
        )
        let (record, alerts) = try #require(try ledger.delivery(1))
        #expect(alerts == [.test()])
        #expect(record.id == "a" && record.ticket == "T-1" && record.channel == "chat")
        #expect(record.recipient == "owner" && record.kind == "warning")
        #expect(record.body == Array("body of a".utf8))
        #expect(record.created == .test && record.nextAttempt == .test)
        #expect(record.state == .pending && record.attempts == 0)
        #expect(record.finished == nil && record.reason == nil)
        #expect(try ledger.delivery(2) == nil)
        #expect(try ledger.pending() == new)
    }

    @Test(arguments: [
        AlertIdentity.test("warning"), .test("warning", ticket: "T-2"),
        .test("warning", clock: "resolution"), .test("warning", cycle: 2),
        .test("warning", promiseRevision: 1), .test("breach"), .test("warning", occurrence: 2),
    ])
    func everyPartOfAnIdentity_makesAnAlertOfItsOwn(identity: AlertIdentity) throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("first", channel: "mail"))
        try ledger.post(identity, .test("second", ticket: identity.ticket))
        let count = try state.rows("SELECT count(*) FROM alerts")
        #expect(count == [identity == .test("warning") ? "1" : "2"])
    }

    @Test func cycleOfAnotherTime_isAnotherCycle() throws {
        let ledger = try state.open()
        var other = AlertIdentity.test()
        other.cycle.at = other.cycle.at + .milliseconds(1)
        try ledger.post(.test(), .test("a"))
        #expect(try ledger.post(other, .test("b")).new.count == 1)
    }

    /// The posting that a first pass keeps for later may be recorded by a hint meanwhile.
    @Test func postingRecordedTwice_changesNothing() throws {
        let ledger = try state.open()
        let posting = OutboxEntry.raised([.test(.test(), covering: [.test("early")])], .test("a"))
        #expect(try ledger.record([posting], inFlight: [], now: .test).new.count == 1)
        let before = try state.rows("SELECT * FROM deliveries")
        let again = try ledger.record([posting], inFlight: [], now: .test + .hours(1))
        #expect(again.new.isEmpty && again.dropped.isEmpty)
        #expect(try state.rows("SELECT * FROM deliveries") == before)
        #expect(
            try state.rows("SELECT step, disposition FROM alerts ORDER BY step") == [
                "early|covered", "warning|raised",
            ]
        )
    }

    @Test func postingTwiceInOneTransaction_isRecordedOnce() throws {
        let ledger = try state.open()
        let posting = OutboxEntry.raised([.test(.test())], .test("a"))
        let (new, dropped) = try ledger.record([posting, posting], inFlight: [], now: .test)
        #expect(new.map(\.seq) == [1] && dropped.isEmpty)
        #expect(try ledger.counts()[.pending] == 1)
    }

    /// Roles that were routed anew between two evaluations give the same alert another id.
    @Test func alertSaidBefore_isNotSaidAgainUnderAnotherId() throws {
        let ledger = try state.open()
        try ledger.post(.test(), .test("a"))
        let again = try ledger.post(.test(), .test("b"))
        #expect(again.new.isEmpty && again.dropped.isEmpty)
    }

    @Test(arguments: [Disposition.raised, .known, .shadow])
    func coveredSteps_areRecordedToo(disposition: Disposition) throws {
        let ledger = try state.open()
        let alert = Alert.test(.test("breach"), kind: .breach, covering: [.test("warning")])
        _ = try ledger.record(
            [OutboxEntry(alerts: [alert], disposition: disposition, deliveries: [])],
            inFlight: [],
            now: .test
        )
        let covered = disposition == .raised ? "covered" : disposition.rawValue
        #expect(
            try state.rows("SELECT step, disposition FROM alerts ORDER BY step") == [
                "breach|\(disposition.rawValue)", "warning|\(covered)",
            ]
        )
    }

    @Test func raised_isWhatWasRecordedOfThatTicketAlone() throws {
        let ledger = try state.open()
        let alert = Alert.test(.test("breach", occurrence: 3), covering: [.test("warning")])
        _ = try ledger.record([.raised([alert], .test("a"))], inFlight: [], now: .test)
        try ledger.post(.test("breach", ticket: "T-2"), .test("b", ticket: "T-2"))
        var expected = RaisedSteps()
        expected.insert(.test("breach", occurrence: 3), at: .test)
        expected.insert(.test("warning"), at: .test)
        #expect(try ledger.raised(ticket: "T-1") == expected)
        #expect(try ledger.raised(ticket: "T-3") == RaisedSteps())
    }

    @Test func failedTransaction_leavesNothing() throws {
        let ledger = try state.open()
        try state.change(
            """
            CREATE TRIGGER broken BEFORE INSERT ON deliveries WHEN NEW.id = 'b' BEGIN
                SELECT raise(ABORT, 'broken'); END
            """
        )
        let postings = [
            OutboxEntry.raised([.test(.test("one"))], .test("a")),
            OutboxEntry.raised([.test(.test("two"))], .test("b")),
        ]
        let error = ledgerError { _ = try ledger.record(postings, inFlight: [], now: .test) }
        #expect(error?.code == .unusable)
        #expect(error?.message == "\(state.file): broken")
        #expect(try state.rows("SELECT count(*) FROM alerts") == ["0"])
        #expect(try ledger.pending().isEmpty)
        #expect(try ledger.counts().values.allSatisfy { $0 == 0 })
        // And goes on as if nothing had been.
        try ledger.post(.test(), .test("c"))
        #expect(try ledger.counts()[.pending] == 1)
    }
}
