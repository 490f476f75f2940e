public import Notifications

/// How the watch and its channels stand, for those who ask.
public struct WatchReport: Sendable {
    /// How the watch stands.
    public var status: EngineStatus
    /// The channels in the order of their names.
    public var channels: [ChannelStatus]

    /// Makes a report.
    public init(status: EngineStatus, channels: [ChannelStatus]) {
        self.status = status
        self.channels = channels
    }
}

/// What people may name when they acknowledge or silence.
public struct Vocabulary: Sendable, Hashable {
    /// The ids of clocks and notices.
    public var clocks: [String]
    /// The names of channels.
    public var channels: [String]
    /// The attributes that tickets are read with.
    public var attributes: [String]

    /// Makes a vocabulary.
    public init(clocks: [String], channels: [String], attributes: [String]) {
        self.clocks = clocks
        self.channels = channels
        self.attributes = attributes
    }
}
