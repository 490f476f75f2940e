import BusinessTime
import HeapModule
import Ledger
import Logging
import ServiceLevels

extension Courier {
    /// How many messages one digest stands for at most.
    static let digestLimit = 1_000

    /// Judges anew what was held until now; what is still to be told goes as one message a
    /// channel, or to each person where they are reached one by one.
    func release(now: Instant, gate: some DeliveryGate) throws(LedgerError) {
        var due: [Int64] = []
        while let hold = held.min, hold.at <= now {
            due.append(held.removeMin().seq)
            if due.count == Self.digestLimit { break }
        }
        // One message may stand there twice, where it was judged anew before its time.
        var left = Set(due)
        guard !left.isEmpty else { return }
        do {
            var groups: [Group: [DeliveryRecord]] = [:]
            var order: [Group] = []
            let seqs = left.sorted()
            let decided = try decide(seqs, in: .held, now: now, gate: gate)
            for seq in seqs {
                guard let (message, decision) = decided[seq] else {
                    left.remove(seq)
                    continue
                }
                let record = message.record
                switch decision {
                case .hold(let hold):
                    keep(record, hold)
                    left.remove(seq)
                case .drop(let reason, let cycles):
                    try drop(record, reason, reopening: cycles)
                    left.remove(seq)
                case .unknown:
                    held.insert(Held(at: now + Self.unknownRetry, seq: seq))
                    left.remove(seq)
                case .send, .unbundle:
                    let group = Group(record, channelQueues[record.channel]?.channel.audience)
                    if groups[group] == nil { order.append(group) }
                    groups[group, default: []].append(record)
                }
            }
            for group in order {
                var members = groups[group] ?? []
                let bundled = members.filter { !$0.mayHaveArrived }
                if try bundle(bundled, reason: group.reason, now: now, gate: gate) {
                    members.removeAll { !$0.mayHaveArrived }
                    left.subtract(bundled.map(\.seq))
                }
                // Whatever waited for so long has all its time to be delivered.
                for pending in try ledger.release(members.map(\.seq), now: now) {
                    deliveryQueue.add(pending)
                    left.remove(pending.seq)
                }
            }
        } catch {
            // What was not settled is still held in the ledger.
            for seq in left { held.insert(Held(at: now + Self.unknownRetry, seq: seq)) }
            throw error
        }
    }

    /// Takes a digest apart of which some is true no more; its members are judged anew.
    func unbundle(_ digest: DeliveryRecord, now: Instant) throws(LedgerError) {
        for member in try ledger.unbundle(digest.seq, now: now) {
            held.insert(Held(at: now, seq: member))
        }
        deliveryQueue.finish(digest.seq)
    }

    /// Bundles messages if there are more than a channel may be sent now: the gravest go singly, the
    /// rest as one.
    ///
    /// - Parameters:
    ///   - records: what may leave.
    ///   - name: the channel.
    ///   - now: the moment.
    ///   - gate: words the digest.
    /// - Returns: what is left to be sent singly, the gravest first.
    /// - Throws: `LedgerError` if the digest cannot be recorded.
    func bundleExcess(
        _ records: [DeliveryRecord],
        of name: String,
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) -> [DeliveryRecord] {
        let free = channelQueues[name]?.free(at: now) ?? .max
        let records = records.sorted(by: DeliveryRecord.isGraver)
        // A digest stays one, and what may have arrived is repeated as it was.
        let isAlone = { (record: DeliveryRecord) in
            record.ticket.isEmpty || record.mayHaveArrived
        }
        var single = records.filter(isAlone)
        let many = records.filter { !isAlone($0) }
        let places = max(0, free - 1 - single.count)
        guard many.count > places + 1 else { return records }
        single += many.prefix(places)
        let audience = channelQueues[name]?.channel.audience
        let groups = Dictionary(grouping: many.dropFirst(places)) {
            Group($0, audience, reason: "allowance")
        }
        for (_, members) in groups.sorted(by: { $0.key < $1.key })
        where try !bundle(members, reason: "allowance", now: now, gate: gate) {
            single += members
        }
        return single.sorted(by: DeliveryRecord.isGraver)
    }

    /// Records one message that stands for several, and queues it.
    ///
    /// - Returns: Whether they are told as one.
    private func bundle(
        _ members: [DeliveryRecord],
        reason: String,
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) -> Bool {
        guard members.count > 1, let digest = gate.digest(of: members, reason: reason, now: now),
            let pending = try ledger.bundle(members.map(\.seq), into: digest, now: now)
        else { return false }
        for member in members { deliveryQueue.finish(member.seq) }
        deliveryQueue.add(pending)
        let orderingKey = DeliveryQueue.OrderingKey(ticket: "", channel: digest.channel)
        log(
            .info,
            "delivery_folded",
            digest.id,
            orderingKey,
            "\(members.count) messages, \(reason)"
        )
        return true
    }

    /// Keeps a message back for a time.
    func keep(_ record: DeliveryRecord, _ hold: Hold) {
        changes.append(
            DeliveryChange(
                seq: record.seq,
                state: .held,
                attempted: false,
                hold: hold,
                reason: hold.detail
            )
        )
        deliveryQueue.finish(record.seq)
        held.insert(Held(at: hold.until, seq: record.seq))
        // Judged anew and kept for the same cause: nothing to tell.
        guard record.heldFor != hold.cause.rawValue else { return }
        let orderingKey = DeliveryQueue.OrderingKey(ticket: record.ticket, channel: record.channel)
        log(.info, "delivery_held", record.id, orderingKey, hold.detail)
    }

    /// Gives up a message that is no longer true, and reopens the cycles whose end it was to tell.
    func drop(
        _ record: DeliveryRecord,
        _ reason: String,
        reopening cycles: [CycleKey]
    ) throws(LedgerError) {
        for cycle in cycles { try ledger.reopen(cycle, ticket: record.ticket) }
        settle(record.seq, .dropped, attempted: false, reason: reason)
        let orderingKey = DeliveryQueue.OrderingKey(ticket: record.ticket, channel: record.channel)
        log(.info, "delivery_dropped", record.id, orderingKey, reason)
    }
}

extension DeliveryRecord {
    /// Whether one message goes before another if not all can.
    fileprivate static func isGraver(_ left: DeliveryRecord, _ right: DeliveryRecord) -> Bool {
        (left.weight, right.seq) > (right.weight, left.seq)
    }
}

/// Messages that may be told as one.
private struct Group: Hashable, Comparable {
    var channel: String
    /// Whom they are for, where each is reached alone; empty elsewhere.
    var recipient: String
    var reason: String

    init(_ record: DeliveryRecord, _ audience: Audience?, reason: String? = nil) {
        channel = record.channel
        // Of a channel that is gone we do not know whom it reached.
        recipient = audience == .room || audience == .program ? "" : record.recipient
        self.reason = reason ?? record.heldFor ?? ""
    }

    static func < (left: Group, right: Group) -> Bool {
        (left.channel, left.recipient, left.reason)
            < (right.channel, right.recipient, right.reason)
    }
}

/// A message that is held, and until when.
struct Held: Comparable {
    var at: Instant
    var seq: Int64

    static func < (left: Held, right: Held) -> Bool {
        (left.at, left.seq) < (right.at, right.seq)
    }
}
