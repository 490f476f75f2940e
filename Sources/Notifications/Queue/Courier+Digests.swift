import BusinessTime
import HeapModule
import Ledger
import Logging

extension Courier {
    /// How many messages one digest stands for at most.
    private static let digestLimit = 1_000

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
            for seq in left.sorted() {
                guard let (record, alerts) = try ledger.delivery(seq), record.state == .held
                else {
                    left.remove(seq)
                    continue
                }
                switch gate.decision(on: record, alerts: alerts, now: now) {
                case .hold(let hold):
                    keep(record, hold)
                    left.remove(seq)
                case .drop(let reason):
                    drop(record, reason)
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

    /// Where more wait than a channel may take now: the gravest go singly, the rest as one.
    func bundleExcess(
        _ name: String,
        free: Int,
        now: Instant,
        gate: some DeliveryGate
    ) throws(LedgerError) {
        guard let channelQueue = channelQueues[name], channelQueue.waiting.count > free else {
            return
        }
        var records: [DeliveryRecord] = []
        for seq in channelQueue.waiting.prefix(Self.digestLimit) {
            guard let (record, alerts) = try ledger.delivery(seq), record.state == .pending else {
                deliveryQueue.finish(seq)
                continue
            }
            if try mayLeave(record, alerts, now: now, gate: gate) { records.append(record) }
        }
        let rest = Array(channelQueue.waiting.dropFirst(Self.digestLimit))
        records.sort { ($0.weight, $1.seq) > ($1.weight, $0.seq) }
        // A digest stays one, and what may have arrived is repeated as it was.
        let isAlone = { (record: DeliveryRecord) in
            record.ticket.isEmpty || record.mayHaveArrived
        }
        var single = records.filter(isAlone)
        var many = records.filter { !isAlone($0) }
        let places = max(0, free - 1 - single.count)
        if many.count > places + 1 {
            single += many.prefix(places)
            many = Array(many.dropFirst(places))
            var groups: [Group: [DeliveryRecord]] = [:]
            for record in many {
                let group = Group(record, channelQueue.channel.audience, reason: "allowance")
                groups[group, default: []].append(record)
            }
            for (_, members) in groups.sorted(by: { $0.key < $1.key })
            where try !bundle(members, reason: "allowance", now: now, gate: gate) {
                single += members
            }
        } else {
            single = records
        }
        single.sort { ($0.weight, $1.seq) > ($1.weight, $0.seq) }
        channelQueues[name]?.replaceWaiting(with: single.map(\.seq) + rest)
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

    /// Gives a message up that is true no more.
    func drop(_ record: DeliveryRecord, _ reason: String) {
        settle(record.seq, .dropped, attempted: false, reason: reason)
        let orderingKey = DeliveryQueue.OrderingKey(ticket: record.ticket, channel: record.channel)
        log(.info, "delivery_dropped", record.id, orderingKey, reason)
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
