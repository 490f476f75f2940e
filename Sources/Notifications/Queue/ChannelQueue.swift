import BusinessTime

/// A channel as the courier sees it: what it is sending, and who queues for it.
struct ChannelQueue {
    let channel: any Channel
    /// How many parcels are under way.
    var inFlight = 0
    /// Until when its receiver wants to be left alone.
    var cooldownUntil: Instant?
    /// How often in a row it could not be reached.
    var failures = 0
    /// Why nothing more is sent on it, where its receiver said so.
    var disabled: String?
    /// When parcels were sent within the window of its allowance, the earliest first.
    private var sent: [Instant] = []

    private var line: [Int64] = []
    private var served = 0

    init(channel: any Channel) {
        self.channel = channel
    }

    /// How many more messages may be under way: to a receiver that could not be reached, one at a
    /// time.
    var places: Int { max(0, (failures > 0 ? 1 : max(channel.parallel, 1)) - inFlight) }

    /// Deliveries that are due and wait for a place, or for the end of a pause; first come first.
    var waiting: ArraySlice<Int64> { line[served...] }

    mutating func enqueue(_ seq: Int64) {
        line.append(seq)
    }

    /// Removes the first that waits.
    mutating func dequeue() {
        served += 1
        // Taking from the front of an array moves all of it: so only now and then.
        if served > 64, served > line.count / 2 {
            line.removeFirst(served)
            served = 0
        }
    }

    /// Puts others in the place of all who wait.
    mutating func replaceWaiting(with seqs: [Int64]) {
        line = seqs
        served = 0
    }

    /// Whether its receiver wants to be left alone at a moment.
    func isPaused(at now: Instant) -> Bool {
        cooldownUntil.map { $0 > now } ?? false
    }

    /// Puts off until when it rests, or forward where negative: the clock was set.
    mutating func shift(by span: TimeSpan) {
        cooldownUntil = cooldownUntil.map { $0 + span }
    }

    // MARK: - RateLimit

    /// Notes that a parcel was sent.
    mutating func noteSent(at instant: Instant) {
        guard channel.rateLimit != nil else { return }
        let place = sent.lastIndex { $0 <= instant }.map { $0 + 1 } ?? 0
        sent.insert(instant, at: place)
    }

    /// How many parcels its receiver would take at this moment; nil for any number.
    mutating func free(at now: Instant) -> Int? {
        guard let rateLimit = channel.rateLimit else { return nil }
        // Also what lies ahead, where the clock was set back: else nothing would be sent till then.
        sent.removeAll { $0 <= now - rateLimit.window || $0 > now }
        return max(0, rateLimit.messages - sent.count)
    }

    /// When its receiver takes the next parcel, where it takes none now.
    var nextFree: Instant? {
        guard let rateLimit = channel.rateLimit, sent.count >= rateLimit.messages else {
            return nil
        }
        return sent.first.map { $0 + rateLimit.window }
    }
}
