import ArgumentParser

/// `slactl channel`.
struct ChannelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel",
        abstract: "Look over the channels, and try one.",
        subcommands: [ChannelList.self, ChannelTest.self]
    )
}
