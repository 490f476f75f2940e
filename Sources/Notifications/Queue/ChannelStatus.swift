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
    public var cooldownUntil: Instant?
    /// Why nothing more is sent on it, where its receiver said so.
    public var disabled: String?

    /// Makes a status.
    public init(
        name: String,
        target: String,
        inFlight: Int,
        waiting: Int,
        cooldownUntil: Instant?,
        disabled: String?
    ) {
        self.name = name
        self.target = target
        self.inFlight = inFlight
        self.waiting = waiting
        self.cooldownUntil = cooldownUntil
        self.disabled = disabled
    }
}

extension Courier {
    /// How the channels stand, in the order of their names.
    public func channelStatus(now: Instant) -> [ChannelStatus] {
        channelQueues.sorted { $0.key < $1.key }.map { name, channelQueue in
            ChannelStatus(
                name: name,
                target: channelQueue.channel.target,
                inFlight: channelQueue.inFlight,
                waiting: channelQueue.waiting.count,
                cooldownUntil: channelQueue.isPaused(at: now) ? channelQueue.cooldownUntil : nil,
                disabled: channelQueue.disabled
            )
        }
    }
}
