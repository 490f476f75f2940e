public import BusinessTime
import HeapModule
public import Ledger
public import Logging
import ServiceLevels
import Support

/// Gets recorded messages to their channels, in order, and records what became of them.
///
/// Owned by the engine's queue, as the ledger is. Sending goes on elsewhere; outcomes come back
/// through `complete`, which the composition calls on that queue.
public final class Courier {
    struct Attempt {
        var orderingKey: DeliveryQueue.OrderingKey
        var created: Instant
        var attempts: Int
        var id: String
        /// Which set of channels it went out by.
        var generation: Int
        var adjustments: [Adjustment]
    }

    let ledger: Ledger
    let backoff: Backoff
    let giveUpAfter: TimeSpan
    let logger: Logger
    let report: @Sendable (Int64, DeliveryOutcome) -> Void
    var random: any RandomNumberGenerator
    var channelQueues: [String: ChannelQueue]
    var deliveryQueue = DeliveryQueue()
    var underWay: [Int64: Attempt] = [:]
    var changes: [DeliveryChange] = []
    /// Until when vendors want to be left alone, as far as that is not recorded yet.
    var cooldowns: [String: Instant] = [:]
    /// What has gone wrong with channels and nobody was told of.
    var operationalAlerts: [OperationalAlert] = []
    /// What is held for a time.
    var held = Heap<Held>()
    /// From when the time to give up counts for all that was recorded before: sending was paused
    /// until then.
    public var retryWindowStart = Instant.distantPast
    /// In which form a message is tried again whose channel asked for another one.
    ///
    /// Forgotten by a restart: then its first form is tried again.
    var adjustments: [Int64: [Adjustment]] = [:]
    /// Counts the exchanges of channels.
    var generation = 0

    /// Makes a courier.
    ///
    /// - Parameters:
    ///   - ledger: where deliveries and outcomes are recorded.
    ///   - channels: the channels by name.
    ///   - giveUpAfter: how long a message is tried before it becomes a dead letter.
    ///   - random: spreads retries; a seeded one makes tests repeatable.
    ///   - logger: says what became of messages.
    ///   - report: brings an outcome back to the engine's queue and calls `complete` there.
    public init(
        ledger: Ledger,
        channels: [String: any Channel],
        giveUpAfter: TimeSpan,
        random: any RandomNumberGenerator,
        logger: Logger,
        report: @escaping @Sendable (Int64, DeliveryOutcome) -> Void
    ) {
        self.ledger = ledger
        self.backoff = .standard
        self.giveUpAfter = giveUpAfter
        self.random = random
        self.logger = logger
        self.report = report
        channelQueues = channels.mapValues { ChannelQueue(channel: $0) }
    }

    /// What notes of rests are kept under, before the channel's name.
    private static let cooldownNote = "rest/"

    /// Takes what has gone wrong with channels since the last time.
    public func takeOperationalAlerts() -> [OperationalAlert] {
        defer { operationalAlerts = [] }
        return operationalAlerts
    }

    /// After how long a message is judged again whose tickets cannot be read.
    static let unknownRetry = TimeSpan.seconds(5)

    /// Deliveries being sent at this moment.
    public var inFlight: Set<Int64> { Set(underWay.keys) }

    /// How many deliveries are queued or under way.
    public var unfinished: Int { deliveryQueue.count }

    /// Takes up what was pending when the last daemon ended, and what was held.
    public func resume(now: Instant) throws(LedgerError) {
        try flush(now: now)
        take(try resumption(over: channelQueues.mapValues(\.channel), now: now))
    }

    /// Takes up how long vendors want to be left alone: a ban is not over because this program was
    /// started anew.
    public func takeUpCooldowns(now: Instant) throws(LedgerError) {
        for name in channelQueues.keys {
            guard let note = try ledger.note(Self.cooldownNote + name), let until = Int64(note),
                until > now.milliseconds
            else { continue }
            channelQueues[name]?.cooldownUntil = Instant(milliseconds: until)
        }
    }

    /// Has what waits for a time wait as long as it was to, though the clock was set back by so
    /// much; what is held is judged anew.
    public func clockWasSetBack(by span: TimeSpan, now: Instant) {
        deliveryQueue.shift(by: -span)
        for name in channelQueues.keys { channelQueues[name]?.shift(by: -span) }
        held = Heap(held.unordered.map { Held(at: now, seq: $0.seq) })
    }

    /// Whom a channel reaches; nil where there is no such channel.
    public func audience(ofChannel name: String) -> Audience? {
        channelQueues[name]?.channel.audience
    }

    /// Whether anything is held for a time.
    public var holdsAny: Bool { !held.isEmpty }

    /// Has what is held for a cause judged anew, as the cause may be gone: of a ticket, or of all.
    public func reconsiderHeld(
        _ cause: Hold.Cause,
        of ticket: String? = nil,
        now: Instant
    ) throws(LedgerError) {
        try flush(now: now)
        for seq in try ledger.reconsiderHeld(cause, of: ticket, now: now) {
            held.insert(Held(at: now, seq: seq))
        }
    }

    /// Exchanges the channels, as after a reload: paused and disabled ones get another chance.
    public func replaceChannels(
        _ channels: [String: any Channel],
        now: Instant
    ) throws(LedgerError) {
        try flush(now: now)
        replaceChannels(channels, try resumption(over: channels, now: now), now: now)
    }

    /// Exchanges the channels and takes up what was prepared for them; nothing of it can fail.
    public func replaceChannels(
        _ channels: [String: any Channel],
        _ resumption: Resumption,
        now: Instant
    ) {
        let busy = Dictionary(grouping: underWay.values, by: \.orderingKey.channel).mapValues(
            \.count
        )
        let waiting = channelQueues.values.flatMap(\.waiting)
        channelQueues = channels.mapValues { ChannelQueue(channel: $0) }
        generation += 1
        for (name, count) in busy { channelQueues[name]?.inFlight = count }
        for seq in waiting { deliveryQueue.retry(seq, at: now) }
        take(resumption)
    }

    /// Queues deliveries that were just recorded, and forgets those they took the place of.
    public func add(_ new: [PendingDelivery], dropped: [Int64]) {
        for seq in dropped { deliveryQueue.finish(seq) }
        for delivery in new { deliveryQueue.add(delivery) }
    }

    /// Records outcomes that have come in, in one transaction.
    public func flush(now: Instant) throws(LedgerError) {
        for (channel, until) in cooldowns {
            try ledger.keep("\(until.milliseconds)", as: Self.cooldownNote + channel)
            cooldowns[channel] = nil
        }
        guard !changes.isEmpty else { return }
        Failpoint.outcomesReady.pass()
        try ledger.record(changes, now: now)
        changes = []
    }
}
