import BusinessTime
import SlawatchTesting
import Testing

@testable import Ledger
@testable import Notifications

/// The queue of deliveries, against a model that looks through everything every time.
struct DeliveryQueueTests {
    /// What `DeliveryQueue` promises, in the plainest way.
    private struct Model {
        struct Entry {
            var seq: Int64
            var lane: DeliveryQueue.OrderingKey
            /// Nil while it is taken.
            var at: Instant?
        }

        var entries: [Entry] = []

        mutating func add(_ delivery: PendingDelivery) {
            guard !entries.contains(where: { $0.seq == delivery.seq }) else { return }
            let lane = DeliveryQueue.OrderingKey(ticket: delivery.ticket, channel: delivery.channel)
            entries.append(Entry(seq: delivery.seq, lane: lane, at: delivery.nextAttempt))
        }

        /// The heads that nobody has taken: a taken one first, else the lowest number.
        func heads() -> [(at: Instant, seq: Int64, index: Int)] {
            let places = Dictionary(grouping: entries.indices) { entries[$0].lane }
            let found = places.values.compactMap { lane -> (at: Instant, seq: Int64, index: Int)? in
                let isFree = lane.allSatisfy { entries[$0].at != nil }
                guard isFree, let first = lane.min(by: { entries[$0].seq < entries[$1].seq }),
                    let at = entries[first].at
                else { return nil }
                return (at, entries[first].seq, first)
            }
            return found.sorted { ($0.at, $0.seq) < ($1.at, $1.seq) }
        }

        mutating func takeDue(_ now: Instant) -> Int64? {
            guard let head = heads().first, head.at <= now else { return nil }
            entries[head.index].at = nil
            return head.seq
        }
    }

    private func delivery(_ seq: Int64, _ ticket: String, at: Int64 = 0) -> PendingDelivery {
        PendingDelivery(
            seq: seq,
            ticket: ticket,
            channel: "chat",
            nextAttempt: Instant(milliseconds: at)
        )
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func lanes_doAsTheModelDoes(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var lanes = DeliveryQueue()
        var model = Model()
        var taken: [Int64] = []
        var now = Instant(milliseconds: 0)
        var seq: Int64 = 1000
        for _ in 0..<1000 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<4:
                // Now and then one from before, as when a held one is released.
                seq += 1
                let number =
                    Int.random(in: 0..<6, using: &random) == 0
                    ? Int64.random(in: 0..<1000, using: &random) : seq
                let ticket = "T-\(Int.random(in: 0..<8, using: &random))"
                let at = now.milliseconds + Int64.random(in: -20...20, using: &random)
                lanes.add(delivery(number, ticket, at: at))
                model.add(delivery(number, ticket, at: at))
            case 4..<8:
                let got = lanes.takeDue(now)
                #expect(got?.seq == model.takeDue(now))
                if let got { taken.append(got.seq) }
            case 8:
                guard let index = taken.indices.randomElement(using: &random) else { continue }
                let at = now + .milliseconds(Int64.random(in: 0...30, using: &random))
                let back = taken.remove(at: index)
                lanes.retry(back, at: at)
                if let place = model.entries.firstIndex(where: { $0.seq == back }) {
                    model.entries[place].at = at
                }
            case 9, 10:
                // Mostly what was taken; also what is queued, as when a higher step comes.
                let all = model.entries.map(\.seq)
                let pool = Bool.random(using: &random) ? taken : all
                guard let gone = pool.randomElement(using: &random) else { continue }
                taken.removeAll { $0 == gone }
                lanes.finish(gone)
                model.entries.removeAll { $0.seq == gone }
            default:
                now = now + .milliseconds(Int64.random(in: 0...15, using: &random))
            }
            #expect(lanes.count == model.entries.count)
            #expect(lanes.nextTime() == model.heads().first?.at)
        }
    }

    @Test func onlyTheHeadOfALane_isDue() {
        var lanes = DeliveryQueue()
        for seq in 1...3 { lanes.add(delivery(Int64(seq), "T-1")) }
        lanes.add(delivery(4, "T-2"))
        let now = Instant(milliseconds: 0)
        #expect(lanes.takeDue(now)?.seq == 1)
        #expect(lanes.takeDue(now)?.seq == 4)
        #expect(lanes.takeDue(now) == nil)
        #expect(lanes.nextTime() == nil)
        lanes.finish(1)
        #expect(lanes.takeDue(now)?.seq == 2)
    }

    @Test func sameDeliveryTwice_isOne() {
        var lanes = DeliveryQueue()
        lanes.add(delivery(1, "T-1"))
        lanes.add(delivery(1, "T-1"))
        #expect(lanes.count == 1)
        #expect(lanes.takeDue(Instant(milliseconds: 0))?.seq == 1)
        lanes.add(delivery(1, "T-1"))
        #expect(lanes.takeDue(Instant(milliseconds: 0)) == nil)
    }

    @Test func releasedDelivery_comesBeforeWhatWasRecordedAfterIt() {
        var lanes = DeliveryQueue()
        lanes.add(delivery(5, "T-1"))
        lanes.add(delivery(3, "T-1", at: 10))
        #expect(lanes.takeDue(Instant(milliseconds: 9)) == nil)
        #expect(lanes.takeDue(Instant(milliseconds: 10))?.seq == 3)
        lanes.add(delivery(2, "T-1"))
        #expect(lanes.takeDue(Instant(milliseconds: 10)) == nil)
        lanes.finish(3)
        #expect(lanes.takeDue(Instant(milliseconds: 10))?.seq == 2)
    }

    @Test func unknownDelivery_isIgnored() {
        var lanes = DeliveryQueue()
        lanes.retry(1, at: Instant(milliseconds: 0))
        lanes.finish(1)
        #expect(lanes.count == 0 && lanes.nextTime() == nil)
    }
}
