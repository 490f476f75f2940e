import BusinessTime
import HeapModule
import Ledger

/// The deliveries to be sent, each key (one ticket on one channel) in order.
///
/// Only the head of a key is ever due: what was said first arrives first.
struct DeliveryQueue {
    struct OrderingKey: Hashable {
        var ticket: String
        var channel: String
    }

    private struct Hint: Comparable {
        var at: Instant
        var seq: Int64

        static func < (left: Hint, right: Hint) -> Bool {
            (left.at, left.seq) < (right.at, right.seq)
        }
    }

    private var queues: [OrderingKey: [Int64]] = [:]
    private var deliveryQueue: [Int64: OrderingKey] = [:]
    private var times: [Int64: Instant] = [:]
    private var heads = Heap<Hint>()

    /// How many deliveries are queued or under way.
    var count: Int { deliveryQueue.count }

    /// When the next head is due; nil where nothing waits.
    mutating func nextTime() -> Instant? {
        discardStale()
        return heads.min?.at
    }

    /// Adds a delivery to its key, in the order of recording: one that was held comes back before
    /// what was recorded after it, though behind a head that was taken already.
    mutating func add(_ delivery: PendingDelivery) {
        guard deliveryQueue[delivery.seq] == nil else { return }
        // What is about no ticket has no order to keep, and must not wait for the like.
        let isAlone = delivery.ticket.isEmpty
        let orderingKey = OrderingKey(
            ticket: isAlone ? "#\(delivery.seq)" : delivery.ticket,
            channel: delivery.channel
        )
        deliveryQueue[delivery.seq] = orderingKey
        times[delivery.seq] = delivery.nextAttempt
        var queue = queues[orderingKey] ?? []
        let isHeadTaken = queue.first.map { times[$0] == nil } ?? false
        let first = isHeadTaken ? 1 : 0
        let place = queue.lastIndex { $0 < delivery.seq }.map { $0 + 1 } ?? 0
        queue.insert(delivery.seq, at: max(place, first))
        queues[orderingKey] = queue
        if queue.first == delivery.seq { offer(delivery.seq) }
    }

    /// Takes the head that is due for longest; it stays the head until `finish` or `retry`.
    mutating func takeDue(_ now: Instant) -> (seq: Int64, orderingKey: OrderingKey)? {
        discardStale()
        guard let hint = heads.min, hint.at <= now, let orderingKey = deliveryQueue[hint.seq] else {
            return nil
        }
        heads.removeMin()
        times[hint.seq] = nil
        return (hint.seq, orderingKey)
    }

    /// Offers a head that was taken again at a time.
    mutating func retry(_ seq: Int64, at instant: Instant) {
        guard let orderingKey = deliveryQueue[seq], var queue = queues[orderingKey] else { return }
        times[seq] = instant
        // Something recorded before it may have been released while it was taken.
        if queue.count > 1, queue[1] < seq {
            queue.sort()
            queues[orderingKey] = queue
        }
        if let head = queue.first { offer(head) }
    }

    /// Puts all times off, or forward where negative: the clock was set.
    mutating func shift(by span: TimeSpan) {
        times = times.mapValues { $0 + span }
        heads = Heap(
            queues.values.compactMap { queue in
                queue.first.flatMap { head in times[head].map { Hint(at: $0, seq: head) } }
            }
        )
    }

    /// Removes a delivery that is settled; the next of its key becomes the head.
    mutating func finish(_ seq: Int64) {
        guard let orderingKey = deliveryQueue.removeValue(forKey: seq) else { return }
        times[seq] = nil
        guard var queue = queues[orderingKey] else { return }
        let wasHead = queue.first == seq
        queue.removeAll { $0 == seq }
        queues[orderingKey] = queue.isEmpty ? nil : queue
        if wasHead, let next = queue.first { offer(next) }
    }

    private mutating func offer(_ seq: Int64) {
        guard let at = times[seq] else { return }
        heads.insert(Hint(at: at, seq: seq))
    }

    /// Drops hints that were overtaken: a delivery settled, put off or no head any more.
    private mutating func discardStale() {
        while let hint = heads.min, !isValid(hint) { heads.removeMin() }
    }

    private func isValid(_ hint: Hint) -> Bool {
        guard times[hint.seq] == hint.at, let orderingKey = deliveryQueue[hint.seq] else {
            return false
        }
        return queues[orderingKey]?.first == hint.seq
    }
}
