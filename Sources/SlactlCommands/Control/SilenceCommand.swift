import ArgumentParser

/// `slactl silence`.
struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keep certain messages back for a while.",
        discussion: """
            `slactl silence --ticket T-1 …` is short for `slactl silence add --ticket T-1 …`.
            """,
        subcommands: [SilenceAdd.self, SilenceList.self, SilenceEnd.self],
        defaultSubcommand: SilenceAdd.self
    )
}
