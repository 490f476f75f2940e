public import BusinessTime
import Ledger
import Logging
import Support

extension Courier {
    /// How often a message is tried whose receiver answers what nobody understands.
    private static let unknownLimit = 3

    /// After how many failures in a row others are told that a channel cannot be reached: some
    /// three minutes.
    private static let failuresToTell = 10

    /// How many adjustments one message gets in a row.
    private static let adjustmentLimit = 3

    /// Takes in what became of an attempt; called on the engine's queue.
    public func complete(_ seq: Int64, _ outcome: DeliveryOutcome, now: Instant) {
        guard let attempt = underWay.removeValue(forKey: seq) else { return }
        Failpoint.outcomeKnown.pass()
        let name = attempt.orderingKey.channel
        channelQueues[name]?.inFlight -= 1
        if case .unreachable = outcome {} else { channelQueues[name]?.failures = 0 }
        switch outcome {
        case .delivered:
            settle(seq, .delivered, attempted: true, reason: nil)
            log(.info, "delivery_succeeded", attempt.id, attempt.orderingKey, "delivered")
        case .accepted:
            settle(seq, .accepted, attempted: true, reason: nil)
            log(.info, "delivery_succeeded", attempt.id, attempt.orderingKey, "accepted")
        case .adjust(let adjustment, let reason):
            adjust(seq, attempt, adjustment, reason: reason, now: now)
        case .permanent(let reason):
            deadLetter(seq, attempt, reason)
        case .disable(let reason) where attempt.generation != generation:
            // That was said of an address that is not in use any more.
            retry(seq, attempt, reason: reason, after: nil, now: now)
        case .disable(let reason):
            // As all that come after it: they may go out when the channel is mended.
            hold(seq, "the channel is disabled: \(reason)", attempted: true)
            channelQueues[name]?.disabled = reason
            operationalAlerts.append(.disabled(channel: name, reason: reason))
            log(.error, "channel_disabled", attempt.id, attempt.orderingKey, reason)
        case .retry(let reason, let after):
            retry(seq, attempt, reason: reason, after: after, now: now)
        case .unknown(let reason) where attempt.attempts >= Self.unknownLimit:
            deadLetter(seq, attempt, reason)
        case .unknown(let reason):
            retry(seq, attempt, reason: reason, after: nil, now: now)
        case .unreachable(let reason):
            rest(seq, attempt, reason: reason, now: now)
        }
    }

    /// Leaves a receiver that cannot be reached alone for a while, then sends it one message to see.
    ///
    /// What waits for it waits together: trying each message by itself would cost the more the
    /// more there are.
    private func rest(_ seq: Int64, _ attempt: Attempt, reason: String, now: Instant) {
        let name = attempt.orderingKey.channel
        guard attempt.generation == generation, var channelQueue = channelQueues[name] else {
            return retry(seq, attempt, reason: reason, after: nil, now: now)
        }
        if now - attempt.created >= giveUpAfter { return deadLetter(seq, attempt, reason) }
        // Those that were under way together fail together: that is one failure.
        if !channelQueue.isPaused(at: now) {
            channelQueue.failures += 1
            let wait = Backoff.unreachable.delay(
                beforeAttempt: channelQueue.failures,
                using: &random
            )
            channelQueue.cooldownUntil = now + wait
            if channelQueue.failures == Self.failuresToTell {
                operationalAlerts.append(.unreachable(channel: name, reason: reason))
            }
            log(.warning, "channel_paused", attempt.id, attempt.orderingKey, reason)
        }
        channelQueues[name] = channelQueue
        let next = channelQueue.cooldownUntil ?? now
        changes.append(
            DeliveryChange(
                seq: seq,
                state: .pending,
                // What did not leave says nothing of how often the receiver has refused it.
                attempted: false,
                nextAttempt: next,
                isUnsent: true,
                reason: reason
            )
        )
        deliveryQueue.retry(seq, at: next)
        log(.warning, "delivery_retried", attempt.id, attempt.orderingKey, reason)
    }

    /// Tries a message again at once in the form that its channel asks for.
    private func adjust(
        _ seq: Int64,
        _ attempt: Attempt,
        _ adjustment: Adjustment,
        reason: String,
        now: Instant
    ) {
        // Each form is asked for once; a channel that asks for ever gets no more of it.
        guard attempt.adjustments.count < Self.adjustmentLimit else {
            return deadLetter(seq, attempt, reason)
        }
        adjustments[seq] = attempt.adjustments + [adjustment]
        changes.append(
            DeliveryChange(
                seq: seq,
                state: .pending,
                attempted: true,
                nextAttempt: now,
                reason: reason
            )
        )
        deliveryQueue.retry(seq, at: now)
        log(.notice, "delivery_retried", attempt.id, attempt.orderingKey, reason)
    }

    private func retry(
        _ seq: Int64,
        _ attempt: Attempt,
        reason: String,
        after: TimeSpan?,
        now: Instant
    ) {
        if now - attempt.created >= giveUpAfter { return deadLetter(seq, attempt, reason) }
        let delay = backoff.delay(
            beforeAttempt: attempt.attempts + 1,
            retryAfter: after,
            using: &random
        )
        let next = now + delay
        changes.append(
            DeliveryChange(
                seq: seq,
                state: .pending,
                attempted: true,
                nextAttempt: next,
                reason: reason
            )
        )
        deliveryQueue.retry(seq, at: next)
        log(.warning, "delivery_retried", attempt.id, attempt.orderingKey, reason)
        if let after, after > .zero, attempt.generation == generation {
            // The receiver spoke for itself, not for this message alone.
            let until = channelQueues[attempt.orderingKey.channel]?.cooldownUntil ?? now
            channelQueues[attempt.orderingKey.channel]?.cooldownUntil = max(until, now + after)
            cooldowns[attempt.orderingKey.channel] = max(until, now + after)
            log(.warning, "channel_paused", attempt.id, attempt.orderingKey, reason)
        }
    }

    private func deadLetter(_ seq: Int64, _ attempt: Attempt, _ reason: String) {
        operationalAlerts.append(.deadLetter(channel: attempt.orderingKey.channel, reason: reason))
        settle(seq, .dead, attempted: true, reason: reason)
        log(.error, "delivery_dead", attempt.id, attempt.orderingKey, reason)
    }

    func hold(_ seq: Int64, _ reason: String, attempted: Bool = false) {
        changes.append(DeliveryChange(seq: seq, state: .held, attempted: attempted, reason: reason))
        deliveryQueue.finish(seq)
    }

    func settle(
        _ seq: Int64,
        _ state: DeliveryState,
        attempted: Bool,
        reason: String?
    ) {
        changes.append(
            DeliveryChange(seq: seq, state: state, attempted: attempted, reason: reason)
        )
        deliveryQueue.finish(seq)
    }

    func log(
        _ level: Logger.Level,
        _ event: String,
        _ id: String,
        _ orderingKey: DeliveryQueue.OrderingKey,
        _ reason: String
    ) {
        let words = event.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }
        // In the words too: most people read no fields.
        let subject =
            orderingKey.ticket.isEmpty
            ? orderingKey.channel : "\(orderingKey.ticket) on \(orderingKey.channel)"
        logger.log(
            level: level,
            "\(String(decoding: words, as: UTF8.self)): \(subject), \(reason)",
            metadata: [
                "EVENT": "\(event)", "SLA_TICKET": "\(orderingKey.ticket)",
                "SLA_CHANNEL": "\(orderingKey.channel)", "SLA_DELIVERY": "\(id)",
                "SLA_REASON": "\(reason)",
            ]
        )
    }
}
