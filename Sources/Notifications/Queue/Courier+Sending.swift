public import BusinessTime
import HeapModule
public import Ledger
import Support

extension Courier {
    /// What is to be sent by one channel at one moment.
    private struct Batch {
        var channel: String
        var seqs: [Int64]
        /// How many the channel takes now.
        var places: Int
        /// Whether more wait than its receiver may be sent.
        var isExcess: Bool
    }

    /// Messages that were decided on, by their positions.
    typealias Decided = [Int64: (message: DueMessage, decision: GateDecision)]

    /// Sends what is due.
    ///
    /// - Parameters:
    ///   - now: the moment.
    ///   - gate: decides what becomes of each message.
    /// - Returns: When to be called again; nil if nothing waits for a time.
    /// - Throws: `LedgerError` if the ledger cannot be used; nothing is lost, call again later.
    public func pump(
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) -> Instant? {
        // First what has come in: a crash repeats what is under way, and nothing else.
        try flush(now: now)
        try release(now: now, gate: gate)
        repeat {
            while let (seq, orderingKey) = deliveryQueue.takeDue(now) {
                if channelQueues[orderingKey.channel] == nil {
                    hold(seq, "there is no channel '\(orderingKey.channel)' any more")
                }
                channelQueues[orderingKey.channel]?.enqueue(seq)
            }
            // A message that was dropped or held leaves its place to others.
            while try sendBatches(now: now, gate: gate) {}
            // It also makes way for the next of its key.
        } while deliveryQueue.nextTime().map { $0 <= now } ?? false
        try flush(now: now)
        let busy = channelQueues.values.filter { !$0.waiting.isEmpty }
        let pauses = busy.compactMap(\.cooldownUntil) + busy.compactMap(\.nextFree)
        return ([deliveryQueue.nextTime(), held.min?.at] + pauses.filter { $0 > now })
            .compactMap(\.self).min()
    }

    /// Sends as much as each channel takes now; what all of them are to send is decided on together.
    ///
    /// - Returns: Whether there was anything.
    private func sendBatches(
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) -> Bool {
        let batches = channelQueues.keys.sorted().compactMap { batch(of: $0, now: now) }
        guard !batches.isEmpty else { return false }
        let decided = try decide(batches.flatMap(\.seqs), in: .pending, now: now, gate: gate)
        for batch in batches { try send(batch, decided, now: now, gate: gate) }
        return true
    }

    /// What a channel is to send now; nil if nothing waits, or it takes nothing.
    private func batch(of name: String, now: Instant) -> Batch? {
        guard let channelQueue = channelQueues[name], !channelQueue.waiting.isEmpty else {
            return nil
        }
        if let reason = channelQueue.disabled {
            for seq in channelQueue.waiting { hold(seq, "the channel is disabled: \(reason)") }
            channelQueues[name]?.replaceWaiting(with: [])
            return nil
        }
        let free = channelQueues[name]?.free(at: now) ?? .max
        let places = min(channelQueue.places, free)
        guard !channelQueue.isPaused(at: now), places > 0 else { return nil }
        let isExcess = channelQueue.waiting.count > free
        return Batch(
            channel: name,
            seqs: Array(channelQueue.waiting.prefix(isExcess ? Self.digestLimit : places)),
            places: places,
            isExcess: isExcess
        )
    }

    /// Reads messages that stand so in the ledger, and has all of them decided on.
    func decide(
        _ seqs: [Int64],
        in state: DeliveryState,
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) -> Decided {
        let messages = try ledger.deliveries(seqs).filter { $0.record.state == state }
            .map(DueMessage.init)
        let decisions = try gate.decisions(on: messages, now: now)
        var decided = Decided(minimumCapacity: messages.count)
        for (message, decision) in zip(messages, decisions) {
            decided[message.record.seq] = (message, decision)
        }
        return decided
    }

    private func send(
        _ batch: Batch,
        _ decided: Decided,
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) {
        // Whoever is served leaves the queue after that: if the ledger fails, they are still first.
        if batch.isExcess { return try sendExcess(batch, decided, now: now, gate: gate) }
        for seq in batch.seqs {
            if let record = try passing(seq, decided, now: now) { try dispatch(record, now: now) }
            channelQueues[batch.channel]?.dequeue()
        }
    }

    private func sendExcess(
        _ batch: Batch,
        _ decided: Decided,
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) {
        var records: [DeliveryRecord] = []
        for seq in batch.seqs {
            if let record = try passing(seq, decided, now: now) { records.append(record) }
        }
        records = try bundleExcess(records, of: batch.channel, now: now, gate: gate)
        let rest = channelQueues[batch.channel]?.waiting.dropFirst(batch.seqs.count) ?? []
        channelQueues[batch.channel]?.replaceWaiting(with: records.map(\.seq) + rest)
        for record in records.prefix(batch.places) {
            try dispatch(record, now: now)
            channelQueues[batch.channel]?.dequeue()
        }
    }

    /// A message that may leave; nil for one that was settled, put off or kept back.
    private func passing(
        _ seq: Int64,
        _ decided: Decided,
        now: Instant
    ) throws(LedgerError) -> DeliveryRecord? {
        guard let (message, decision) = decided[seq] else {
            adjustments[seq] = nil
            deliveryQueue.finish(seq)
            return nil
        }
        switch decision {
        case .send: return message.record
        case .unknown:
            // Rather a little later than about a ticket already answered.
            deliveryQueue.retry(seq, at: now + Self.unknownRetry)
            return nil
        case .drop(let reason, let cycles): try drop(message.record, reason, reopening: cycles)
        case .hold(let hold): keep(message.record, hold)
        case .unbundle: try unbundle(message.record, now: now)
        }
        adjustments[seq] = nil
        return nil
    }

    private func dispatch(_ record: DeliveryRecord, now: Instant) throws(LedgerError) {
        let name = record.channel
        let adjustments = adjustments.removeValue(forKey: record.seq) ?? []
        guard let channel = channelQueues[name]?.channel else { return }
        if channel.rateLimit != nil || channel.audience != .program {
            try ledger.noteSending(record.seq, now: now)
        }
        channelQueues[name]?.inFlight += 1
        channelQueues[name]?.noteSent(at: now)
        underWay[record.seq] = Attempt(
            orderingKey: DeliveryQueue.OrderingKey(ticket: record.ticket, channel: name),
            created: max(record.retryWindowStart, retryWindowStart),
            attempts: record.attempts + 1,
            id: record.id,
            generation: generation,
            adjustments: adjustments
        )
        let report = report
        Failpoint.beforeSending.pass()
        let outgoing = OutgoingMessage(
            seq: record.seq,
            id: record.id,
            body: record.body,
            now: now,
            adjustments: adjustments
        )
        channel.send(outgoing) { report(record.seq, $0) }
        Failpoint.sending.pass()
    }
}
