public import BusinessTime
import HeapModule
public import Ledger
public import Logging
public import ServiceLevels

/// Whether what a message tells still holds.
public enum Truth: Sendable, Hashable {
    /// At least one of its alerts holds.
    case holds
    /// None does: the ticket was answered in between.
    case lapsed
    /// The ticket cannot be read now.
    case unknown
}

/// Gets recorded messages to their channels, in order, and records what became of them.
///
/// Owned by the engine's queue, as the ledger is. Sending goes on elsewhere; outcomes come back
/// through `complete`, which the composition calls on that queue.
public final class Courier {
    /// A channel as the courier sees it.
    private struct Desk {
        var channel: any Channel
        var inFlight = 0
        var pausedUntil: Instant?
        var disabled: String?
        /// Heads that wait for a free place.
        var waiting: [Int64] = []
    }

    private struct Attempt {
        var lane: Lanes.Lane
        var created: Instant
        var attempts: Int
        var id: String
    }

    private let ledger: Ledger
    private let backoff: Backoff
    private let giveUpAfter: TimeSpan
    private let logger: Logger
    private let report: @Sendable (Int64, DeliveryOutcome) -> Void
    private var random: any RandomNumberGenerator
    private var desks: [String: Desk]
    private var lanes = Lanes()
    private var underWay: [Int64: Attempt] = [:]
    private var changes: [DeliveryChange] = []

    /// Makes a courier.
    ///
    /// - Parameters:
    ///   - ledger: where deliveries and outcomes are recorded.
    ///   - channels: the channels by name.
    ///   - giveUpAfter: how long a message is tried before it becomes a dead letter.
    ///   - random: spreads retries; a seeded one makes tests repeatable.
    ///   - report: brings an outcome back to the engine's queue and calls `complete` there.
    public init(
        ledger: Ledger, channels: [String: any Channel], giveUpAfter: TimeSpan,
        random: any RandomNumberGenerator, logger: Logger,
        report: @escaping @Sendable (Int64, DeliveryOutcome) -> Void
    ) {
        self.ledger = ledger
        self.backoff = .standard
        self.giveUpAfter = giveUpAfter
        self.random = random
        self.logger = logger
        self.report = report
        desks = channels.mapValues { Desk(channel: $0) }
    }

    /// Deliveries being sent at this moment.
    public var inFlight: Set<Int64> { Set(underWay.keys) }

    /// How many deliveries are queued or under way.
    public var unfinished: Int { lanes.count }

    /// Takes up what was pending when the last daemon ended, and what was held.
    public func resume(now: Instant) throws(LedgerError) {
        try ledger.releaseHeld(now: now)
        for delivery in try ledger.pending() { lanes.add(delivery) }
    }

    /// Exchanges the channels, as after a reload: paused and disabled ones get another chance.
    public func replaceChannels(
        _ channels: [String: any Channel], now: Instant
    ) throws(LedgerError) {
        let busy = Dictionary(grouping: underWay.values, by: \.lane.channel).mapValues(\.count)
        let waiting = desks.values.flatMap(\.waiting)
        desks = channels.mapValues { Desk(channel: $0) }
        for (name, count) in busy { desks[name]?.inFlight = count }
        for seq in waiting { lanes.retry(seq, at: now) }
        try resume(now: now)
    }

    /// Queues deliveries that were just recorded, and forgets those they took the place of.
    public func add(_ new: [PendingDelivery], dropped: [Int64]) {
        for seq in dropped { lanes.finish(seq) }
        for delivery in new { lanes.add(delivery) }
    }

    /// Sends what is due.
    ///
    /// - Parameters:
    ///   - now: the moment.
    ///   - truth: says whether the alerts of a message still hold.
    /// - Returns: When to be called again; nil where nothing waits for a time.
    public func pump(
        now: Instant, truth: ([AlertIdentity]) -> Truth
    ) throws(LedgerError) -> Instant? {
        while let (seq, lane) = lanes.takeDue(now) {
            try consider(seq, lane, now: now, truth: truth)
        }
        try flush(now: now)
        return lanes.nextTime()
    }

    private func consider(
        _ seq: Int64, _ lane: Lanes.Lane, now: Instant, truth: ([AlertIdentity]) -> Truth
    ) throws(LedgerError) {
        guard let desk = desks[lane.channel] else {
            return hold(seq, "there is no channel '\(lane.channel)' any more")
        }
        if let reason = desk.disabled { return hold(seq, "the channel is disabled: \(reason)") }
        if let until = desk.pausedUntil, until > now { return lanes.retry(seq, at: until) }
        if desk.inFlight >= desk.channel.parallel {
            desks[lane.channel]?.waiting.append(seq)
            return
        }
        guard let (record, alerts) = try ledger.delivery(seq), record.state == .pending else {
            return lanes.finish(seq)
        }
        // A summary speaks of no ticket that could have been answered meanwhile.
        switch record.ticket.isEmpty ? .holds : truth(alerts) {
        case .holds: break
        case .unknown where now - record.created < .minutes(1):
            // Rather a little later than about a ticket already answered; but never lost.
            return lanes.retry(seq, at: now + .seconds(5))
        case .unknown: break
        case .lapsed:
            settle(seq, .dropped, attempted: false, reason: "answered before it left")
            log(.info, "delivery_dropped", record.id, lane, "answered before it left")
            return
        }
        desks[lane.channel]?.inFlight += 1
        underWay[seq] = Attempt(
            lane: lane, created: record.created, attempts: record.attempts + 1, id: record.id)
        let report = report
        desk.channel.send(Parcel(seq: seq, id: record.id, body: record.body, now: now)) {
            report(seq, $0)
        }
    }

    /// Takes in what became of an attempt; called on the engine's queue.
    public func complete(_ seq: Int64, _ outcome: DeliveryOutcome, now: Instant) {
        guard let attempt = underWay.removeValue(forKey: seq) else { return }
        let name = attempt.lane.channel
        desks[name]?.inFlight -= 1
        switch outcome {
        case .delivered:
            settle(seq, .delivered, attempted: true, reason: nil)
            log(.info, "delivery_succeeded", attempt.id, attempt.lane, "delivered")
        case .accepted:
            settle(seq, .accepted, attempted: true, reason: nil)
            log(.info, "delivery_succeeded", attempt.id, attempt.lane, "accepted")
        case .permanent(let reason):
            bury(seq, attempt, reason)
        case .disable(let reason):
            bury(seq, attempt, reason)
            desks[name]?.disabled = reason
            log(.error, "channel_disabled", attempt.id, attempt.lane, reason)
        case .retry(let reason, let after):
            retry(seq, attempt, reason: reason, after: after, now: now)
        }
        for seq in desks[name]?.waiting ?? [] { lanes.retry(seq, at: now) }
        desks[name]?.waiting = []
    }

    private func retry(
        _ seq: Int64, _ attempt: Attempt, reason: String, after: TimeSpan?, now: Instant
    ) {
        if now - attempt.created >= giveUpAfter { return bury(seq, attempt, reason) }
        let delay = backoff.delay(
            beforeAttempt: attempt.attempts + 1, retryAfter: after, using: &random)
        let next = now + delay
        changes.append(
            DeliveryChange(
                seq: seq, state: .pending, attempted: true, nextAttempt: next, reason: reason))
        lanes.retry(seq, at: next)
        log(.warning, "delivery_retried", attempt.id, attempt.lane, reason)
        if let after, after > .zero {
            // The receiver spoke for itself, not for this message alone.
            desks[attempt.lane.channel]?.pausedUntil = now + after
            log(.warning, "channel_paused", attempt.id, attempt.lane, reason)
        }
    }

    private func bury(_ seq: Int64, _ attempt: Attempt, _ reason: String) {
        settle(seq, .dead, attempted: true, reason: reason)
        log(.error, "delivery_dead", attempt.id, attempt.lane, reason)
    }

    private func hold(_ seq: Int64, _ reason: String) {
        changes.append(DeliveryChange(seq: seq, state: .held, attempted: false, reason: reason))
        lanes.finish(seq)
    }

    private func settle(
        _ seq: Int64, _ state: DeliveryState, attempted: Bool, reason: String?
    ) {
        changes.append(
            DeliveryChange(seq: seq, state: state, attempted: attempted, reason: reason))
        lanes.finish(seq)
    }

    /// Records outcomes that have come in, in one transaction.
    public func flush(now: Instant) throws(LedgerError) {
        guard !changes.isEmpty else { return }
        try ledger.record(changes, now: now)
        changes = []
    }

    private func log(
        _ level: Logger.Level, _ event: String, _ id: String, _ lane: Lanes.Lane, _ reason: String
    ) {
        logger.log(
            level: level, "\(event.replacing("_", with: " ")): \(reason)",
            metadata: [
                "EVENT": "\(event)", "SLA_TICKET": "\(lane.ticket)",
                "SLA_CHANNEL": "\(lane.channel)", "SLA_DELIVERY": "\(id)",
                "SLA_REASON": "\(reason)",
            ])
    }
}
