public import BusinessTime

/// What became of one attempt, in words that are safe to log.
public enum DeliveryOutcome: Sendable, Equatable {
    /// The receiver has it.
    case delivered
    /// The receiver took it and says nothing of what it will do with it.
    case accepted
    /// It may work later, and no sooner than `after` where the receiver said so.
    case retry(reason: String, after: TimeSpan?)
    /// The receiver answered something we do not know: tried a few times, then given up.
    case unknown(reason: String)
    /// The receiver cannot be reached, whatever the message: the whole channel rests.
    case unreachable(reason: String)
    /// The receiver refused the form the message came in: another may work at once.
    case adjust(Adjustment, reason: String)
    /// It will never work.
    case permanent(reason: String)
    /// The receiver wants nothing more on this channel.
    case disable(reason: String)
}

/// Another form in which a message is tried again.
public enum Adjustment: Sendable, Hashable {
    /// Half as long: the receiver counts otherwise than we do.
    case shorter
    /// Without customers' words: the receiver objects to some of them.
    case minimal
    /// Signed at the receiver's own time: this machine's clock is wrong.
    case signed(at: Instant)
}
