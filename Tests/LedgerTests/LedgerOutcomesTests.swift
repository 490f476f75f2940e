import BusinessTime
import Ledger
import ServiceLevels
import SlawatchTesting
import Support
import Testing

/// What becomes of messages, and that none is ever lost from the count.
struct LedgerOutcomesTests {
    let state = TemporaryState()

    @Test func retry_countsTheAttemptAndKeepsTheReason() throws {
        let ledger = try state.open()
        try ledger.post(.test(), .test("a"))
        let next = Instant.test + .seconds(5)
        try ledger.record(
            [
                DeliveryChange(
                    seq: 1,
                    state: .pending,
                    attempted: true,
                    nextAttempt: next,
                    reason: "http 503"
                )
            ],
            now: .test
        )
        let record = try #require(try ledger.delivery(1)).record
        #expect(record.state == .pending && record.attempts == 1 && record.nextAttempt == next)
        #expect(record.reason == "http 503" && record.finished == nil)
        #expect(try ledger.pending().map(\.nextAttempt) == [next])
    }

    @Test(arguments: [DeliveryState.delivered, .accepted, .dead, .dropped, .folded])
    func settledMessage_staysAsItIs(condition: DeliveryState) throws {
        let ledger = try state.open()
        try ledger.post(.test(), .test("a"))
        let change = DeliveryChange(seq: 1, state: condition, attempted: true, reason: "so")
        try ledger.record([change], now: .test)
        for other in [DeliveryState.pending, .held] {
            try ledger.record(
                [DeliveryChange(seq: 1, state: other, attempted: true)],
                now: .test + .hours(1)
            )
        }
        let record = try #require(try ledger.delivery(1)).record
        #expect(record.state == condition && record.attempts == 1 && record.finished == .test)
        #expect(record.reason == "so")
        #expect(try ledger.pending().isEmpty)
    }

    /// An outcome that came in before, and is recorded after, a higher step was recorded.
    @Test func outcomeOfAnAttempt_winsOverDroppingItMeanwhile() throws {
        let ledger = try state.open()
        try ledger.post(.test("warning"), .test("a"))
        try ledger.post(.test("breach"), .test("b"))
        try ledger.record(
            [DeliveryChange(seq: 1, state: .delivered, attempted: true)],
            now: .test
        )
        let record = try #require(try ledger.delivery(1)).record
        #expect(record.state == .delivered && record.attempts == 1 && record.reason == nil)
        #expect(try ledger.counts()[.dropped] == 0)
    }

    @Test func held_isReleasedAndNotBefore() throws {
        let ledger = try state.open()
        try ledger.post(.test(), .test("a"))
        try ledger.record(
            [DeliveryChange(seq: 1, state: .held, attempted: false, reason: "gone")],
            now: .test
        )
        #expect(try ledger.pending().isEmpty)
        #expect(try #require(try ledger.delivery(1)).record.finished == nil)
        let later = Instant.test + .hours(2)
        try ledger.releaseHeld(now: later)
        #expect(try ledger.pending().map(\.nextAttempt) == [later])
        #expect(try #require(try ledger.delivery(1)).record.attempts == 0)
    }

    @Test func counts_nameEveryState() throws {
        let counts = try state.open().counts()
        #expect(Set(counts.keys) == Set(DeliveryState.allCases))
        #expect(counts.values.allSatisfy { $0 == 0 })
    }

    /// created = delivered + accepted + pending + held + dead + dropped + folded.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func conservation_holdsOverRandomSequences(seed: UInt64) throws {
        let ledger = try state.open()
        var random = SplitMix64(seed: seed)
        var created = 0
        for round in 0..<150 {
            let now = Instant.test + .seconds(Int64(round))
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<6:
                let ticket = "T-\(Int.random(in: 0..<4, using: &random))"
                let identity = AlertIdentity.test(
                    "step \(Int.random(in: 0..<30, using: &random))",
                    ticket: ticket,
                    clock: "c\(Int.random(in: 0..<3, using: &random))"
                )
                let channel = "ch\(Int.random(in: 0..<2, using: &random))"
                let delivery = NewDelivery.test(
                    "\(identity.text) \(channel)",
                    ticket: ticket,
                    channel: channel
                )
                let flying = Set((0..<3).map { _ in Int64.random(in: 1...100, using: &random) })
                let isDoubled = Bool.random(using: &random)
                let posting = OutboxEntry.raised([.test(identity)], delivery)
                let (new, dropped) = try ledger.record(
                    isDoubled ? [posting, posting] : [posting],
                    inFlight: flying,
                    now: now
                )
                #expect(flying.isDisjoint(with: dropped))
                created += new.count
            case 6..<9:
                try ledger.record(
                    (0..<3).map { _ in
                        DeliveryChange(
                            seq: Int64.random(in: 1...100, using: &random),
                            state: DeliveryState.allCases.randomElement(using: &random) ?? .held,
                            attempted: Bool.random(using: &random)
                        )
                    },
                    now: now
                )
            default:
                try ledger.releaseHeld(now: now)
            }
            let counts = try ledger.counts()
            #expect(counts.values.reduce(0, +) == created)
        }
        let counted = try ledger.counts().filter { $0.value > 0 }
            .map { "\($0.key.rawValue)|\($0.value)" }.sorted()
        let rows = try state.rows("SELECT state, count(*) FROM deliveries GROUP BY state")
        #expect(counted == rows.sorted())
        #expect(
            try state.rows("SELECT count(*) FROM deliveries WHERE finished IS NULL") == [
                "\(try ledger.counts().filter { [.pending, .held].contains($0.key) }.values.reduce(0, +))"
            ]
        )
    }
}
