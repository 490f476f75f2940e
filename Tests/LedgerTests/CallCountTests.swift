import BusinessTime
import Testing

@testable import Ledger

/// Calls that changed nothing are counted, in a bounded number of rows.
struct CallCountTests {
    let state = TemporaryState()

    private func call(_ uid: UInt32, at: Instant = .test, calls: Int = 1) -> CallCount {
        CallCount(
            uid: uid,
            name: "u\(uid)",
            standing: "stranger",
            command: "status",
            outcome: "forbidden",
            calls: calls,
            first: at,
            last: at
        )
    }

    @Test func callsOfOneKind_areOneRow() throws {
        let ledger = try state.open()
        try ledger.count(call(1))
        try ledger.count(call(2, at: .test + .seconds(1)))
        try ledger.count(call(1, at: .test + .seconds(2), calls: 40))
        let counts = try LedgerReader(directory: state.path).callCounts(limit: 10)
        #expect(counts.map(\.uid) == [1, 2])
        #expect(counts.map(\.calls) == [41, 1])
        #expect(counts.first?.first == .test)
        #expect(counts.first?.last == .test + .seconds(2))
    }

    @Test func usersWithoutEnd_areCountedAsOthers() throws {
        let ledger = try state.open()
        for uid in 0..<UInt32(CallCount.limit + 50) { try ledger.count(call(uid)) }
        try ledger.count(call(3))
        let counts = try LedgerReader(directory: state.path).callCounts(limit: 5000)
        #expect(counts.count == CallCount.limit + 1)
        #expect(counts.first { $0.uid == CallCount.others }?.calls == 50)
        #expect(counts.first { $0.uid == CallCount.others }?.name == "others")
        #expect(counts.first { $0.uid == 3 }?.calls == 2)
    }
}
