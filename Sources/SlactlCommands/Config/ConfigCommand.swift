import ArgumentParser

/// `slactl config`.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Look over the configuration.",
        subcommands: [ConfigCheck.self]
    )
}
