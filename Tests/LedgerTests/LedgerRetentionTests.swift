import BusinessTime
import Foundation
import ServiceLevels
import Support
import Testing

@testable import Ledger

/// What is old enough goes, and nothing that the ledger itself still needs.
struct LedgerRetentionTests {
    let state = TemporaryState()

    private func settle(_ ledger: Ledger, _ seqs: [Int64], at: Instant = .test) throws {
        try ledger.record(
            seqs.map { DeliveryChange(seq: $0, state: .delivered, attempted: true) },
            now: at
        )
    }

    private func aged(
        _ ledger: Ledger,
        _ shelf: Shelf = .deliveries,
        after last: AgedRow? = nil,
        limit: Int = 100
    ) throws -> [AgedRow] {
        try ledger.aged(shelf, before: .test + .days(1), after: last, limit: limit)
    }

    @Test func settledMessages_areFoundTheOldestFirst_inSlices() throws {
        let ledger = try state.open()
        for index in 1...5 {
            try ledger.post(.test("s\(index)"), .test("d\(index)", ticket: "T-\(index)"))
        }
        // Of one moment two; the fourth waits still; the fifth is younger.
        try settle(ledger, [3], at: .test)
        try settle(ledger, [1, 2], at: .test + .hours(1))
        try settle(ledger, [5], at: .test + .days(1))
        let first = try aged(ledger, limit: 2)
        #expect(first.map(\.seq) == [3, 1])
        #expect(first.map(\.ticket) == ["T-3", "T-1"])
        let rest = try aged(ledger, after: first.last, limit: 2)
        #expect(rest.map(\.seq) == [2])
        #expect(try aged(ledger, after: rest.last, limit: 2).isEmpty)
    }

    @Test func messageThatGoes_takesItsLinksAlong_andIsCountedNoMore() throws {
        let ledger = try state.open()
        try ledger.post(.test("a"), .test("a"))
        try ledger.post(.test("b"), .test("b", ticket: "T-2"))
        try settle(ledger, [1, 2])
        #expect(try aged(ledger, .alerts).map(\.isFree) == [false, false])
        try ledger.forget(.deliveries, [1])
        #expect(try ledger.counts()[.delivered] == 1)
        let balance = try LedgerReader(directory: state.path).balance()
        #expect(balance.counts == balance.counted)
        #expect(try state.rows("SELECT delivery FROM delivery_alerts") == ["2"])
        #expect(try aged(ledger, .alerts).map(\.isFree) == [true, false])
        try ledger.forget(.alerts, [1])
        #expect(try state.rows("SELECT seq FROM alerts") == ["2"])
    }

    @Test func messageOfABreachThatGoesOn_isNotFree_untilItsEndIsNoted() throws {
        let ledger = try state.open()
        let identity = AlertIdentity.test("breach")
        _ = try ledger.record(
            [.raised([.test(identity, kind: .breach)], .test("a"))],
            inFlight: [],
            now: .test
        )
        try settle(ledger, [1])
        #expect(try aged(ledger).map(\.isFree) == [false])
        let end = OutboxEntry(
            alerts: [],
            disposition: .raised,
            deliveries: [],
            ends: ("T-1", [CycleKey(identity)])
        )
        _ = try ledger.record([end], inFlight: [], now: .test)
        #expect(try aged(ledger).map(\.isFree) == [true])
    }

    @Test func digest_staysAsLongAsAnyOfItsMembers() throws {
        let ledger = try state.open()
        try ledger.post(.test("a"), .test("a"))
        try ledger.post(.test("b"), .test("b", ticket: "T-2"))
        let digest = try #require(
            try ledger.bundle([1, 2], into: .test("digest", ticket: ""), now: .test)
        )
        try settle(ledger, [digest.seq])
        #expect(try aged(ledger).map(\.isFree) == [true, true, false])
        try ledger.forget(.deliveries, [1])
        #expect(try aged(ledger).map(\.isFree) == [true, false])
        try ledger.forget(.deliveries, [2])
        #expect(try aged(ledger).map(\.isFree) == [true])
    }

    @Test func words_areFoundByTheirEnd() throws {
        let ledger = try state.open()
        for (note, hours) in [("short", 1), ("long", 48)] {
            _ = try ledger.acknowledge(
                Acknowledgement(
                    ticket: note,
                    clock: nil,
                    by: "li",
                    note: note,
                    at: .test,
                    expires: .test + .hours(Int64(hours))
                )
            )
        }
        #expect(try aged(ledger, .acknowledgements).map(\.ticket) == ["short"])
        try ledger.forget(.acknowledgements, [1])
        #expect(try state.rows("SELECT note FROM acknowledgements") == ["long"])
    }

    @Test func room_isGivenBackAFewPagesAtATime() throws {
        let ledger = try state.open()
        for index in 1...200 {
            var delivery = NewDelivery.test("d\(index)", ticket: "T-\(index)")
            delivery.body = Array(repeating: 7, count: 3000)
            try ledger.post(.test("s\(index)"), delivery)
        }
        let seqs = (1...200).map(Int64.init)
        try settle(ledger, seqs)
        func pages() throws -> Int {
            try #require(Int(try state.rows("PRAGMA page_count")[0]))
        }
        let full = try pages()
        try ledger.forget(.deliveries, seqs)
        #expect(try pages() == full)
        var rounds = 0
        while try ledger.giveBack(pages: 16, keeping: 10) { rounds += 1 }
        #expect(rounds > 5)
        #expect(try state.rows("PRAGMA freelist_count") == ["10"])
        #expect(try pages() < full - 150)
        #expect(try state.rows("PRAGMA quick_check") == ["ok"])
    }

    @Test func extent_tellsSizeAndOldestRecord() throws {
        let ledger = try state.open()
        let reader = try LedgerReader(directory: state.path)
        #expect(try reader.extent().oldest == nil)
        try ledger.post(.test("a"), .test("a"), now: .test)
        try ledger.post(.test("b"), .test("b"), now: .test + .hours(1))
        let extent = try reader.extent()
        #expect(extent.oldest == .test)
        #expect(extent.bytes > 4096)
    }
}
