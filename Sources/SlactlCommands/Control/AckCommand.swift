import ArgumentParser

/// `slactl ack`.
struct AckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Say that a ticket is taken care of: no repeats and escalations for a while.",
        discussion: """
            `slactl ack T-1` is short for `slactl ack add T-1`. Deadlines do not move.
            """,
        subcommands: [AckAdd.self, AckList.self, AckEnd.self],
        defaultSubcommand: AckAdd.self
    )
}
