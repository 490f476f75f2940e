import ArgumentParser

/// `slactl store`.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Set up a ticket store and look it over.",
        subcommands: [StoreInit.self, StoreCheckCommand.self]
    )
}
