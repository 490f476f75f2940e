public import BusinessTime
import Ledger

/// How a channel stands.
public struct ChannelStatus: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// The host it talks to.
    public var target: String
    /// How many messages are being sent on it.
    public var inFlight: Int
    /// How many are due and wait for it.
    public var waiting: Int
    /// Until when it rests.
    public var pausedUntil: Instant?
    /// Why nothing more is sent on it, where its receiver said so.
    public var disabled: String?

    /// Makes a status.
    public init(
        name: String,
        target: String,
        inFlight: Int,
        waiting: Int,
        pausedUntil: Instant?,
        disabled: String?
    ) {
        self.name = name
        self.target = target
        self.inFlight = inFlight
        self.waiting = waiting
        self.pausedUntil = pausedUntil
        self.disabled = disabled
    }
}

extension Courier {
    /// How the channels stand, in the order of their names.
    public func channelStatus(now: Instant) -> [ChannelStatus] {
        desks.sorted { $0.key < $1.key }.map { name, desk in
            ChannelStatus(
                name: name,
                target: desk.channel.target,
                inFlight: desk.inFlight,
                waiting: desk.waiting.count,
                pausedUntil: desk.isPaused(at: now) ? desk.pausedUntil : nil,
                disabled: desk.disabled
            )
        }
    }
}
