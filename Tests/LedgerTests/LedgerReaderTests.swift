import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import Support
import Testing

/// Looking at a ledger, also while the daemon writes it.
struct LedgerReaderTests {
    let state = TemporaryState()

    @Test func missingLedger_isAnErrorThatSaysWhere() {
        let error = ledgerError { _ = try LedgerReader(directory: state.path) }
        #expect(error?.code == .unusable)
        #expect(error?.message == "there is no ledger at \(state.file)")
    }

    @Test func reader_seesWhatAnOpenWriterCommits() throws {
        let ledger = try state.open()
        try ledger.post(.test("one"), .test("a"))
        let reader = try LedgerReader(directory: state.path)
        #expect(try reader.deliveries(ticket: nil, state: nil, limit: 10).map(\.id) == ["a"])
        try ledger.post(.test("two", ticket: "T-2"), .test("b", ticket: "T-2"))
        #expect(try reader.deliveries(ticket: nil, state: nil, limit: 10).map(\.id) == ["b", "a"])
        #expect(try reader.counts() == ledger.counts())
        #expect(try reader.counts()[.pending] == 2)
    }

    @Test func reader_choosesByTicketAndStateNewestFirst() throws {
        let ledger = try state.open()
        for index in 1...5 {
            let ticket = "T-\(index % 2)"
            try ledger.post(
                .test("s\(index)", ticket: ticket, cycle: Int64(index)),
                .test("d\(index)", ticket: ticket)
            )
        }
        try ledger.record([DeliveryChange(seq: 3, state: .dead, attempted: true)], now: .test)
        let reader = try LedgerReader(directory: state.path)
        #expect(
            try reader.deliveries(ticket: "T-1", state: nil, limit: 2).map(\.id) == ["d5", "d3"]
        )
        #expect(try reader.deliveries(ticket: nil, state: .dead, limit: 9).map(\.id) == ["d3"])
        let alerts = try reader.alerts(ticket: "T-0", limit: 9)
        #expect(alerts.map(\.identity.step) == ["s4", "s2"])
        let alert = try #require(alerts.first)
        #expect(alert.kind == "warning" && alert.rule == "S0-4a" && alert.disposition == "raised")
        #expect(alert.at == .test && alert.raised == .test && alert.due == .test + .minutes(5))
        #expect(try reader.alerts(ticket: nil, limit: 2).map(\.seq) == [5, 4])
    }

    @Test func closedLedger_canBeReadToo() throws {
        try state.open().post(.test(), .test("a"))
        #expect(try LedgerReader(directory: state.path).counts()[.pending] == 1)
    }

    @Test func known_isWhatWasRecordedSoSinceThen() throws {
        let ledger = try state.open()
        func post(_ ticket: String, _ kind: AlertKind, _ disposition: Disposition, _ now: Instant)
            throws
        {
            var alert = Alert.test(.test(kind.rawValue, ticket: ticket), kind: kind)
            alert.step.due = .test - .minutes(Int64(ticket.utf8.last ?? 0))
            _ = try ledger.record(
                [OutboxEntry(alerts: [alert], disposition: disposition, deliveries: [])],
                inFlight: [],
                now: now
            )
        }
        try post("T-8", .breach, .known, .test - .hours(1))
        for number in 1...6 { try post("T-\(number)", .breach, .known, .test) }
        try post("T-6", .escalation, .known, .test)
        try post("T-7", .breach, .raised, .test)
        let known = try ledger.known(since: .test)
        #expect(known.tickets == 6)
        #expect(known.kinds == ["breach": 6, "escalation": 1])
        #expect(known.oldest == ["T-6", "T-5", "T-4", "T-3", "T-2"])
        #expect(try ledger.known(since: .test + .milliseconds(1)).tickets == 0)
    }
}
