import ArgumentParser

/// `slactl alerts`.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "Look into what the daemon has said.",
        subcommands: [AlertsList.self]
    )
}
