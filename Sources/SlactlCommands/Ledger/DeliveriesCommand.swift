import ArgumentParser

/// `slactl deliveries`.
struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Look into what became of the messages.",
        subcommands: [DeliveriesList.self]
    )
}
