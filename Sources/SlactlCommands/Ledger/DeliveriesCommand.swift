import ArgumentParser

/// `slactl deliveries`.
struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Look into what became of the messages, and send dead letters again.",
        subcommands: [DeliveriesList.self, DeliveriesRetry.self]
    )
}
