import ArgumentParser
import ControlProtocol

/// `slactl deliveries retry`.
struct DeliveriesRetry: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Send a dead letter again, under the same id.",
        discussion: "For administrators."
    )

    @OptionGroup var control: ControlOptions

    @Argument(help: "The delivery's id or its number, as `deliveries list` shows them.")
    var id: String

    func output() throws -> CommandOutput {
        let retried = try control.call(
            "retry_delivery",
            ["id": .string(id)],
            as: RetryResult.self
        )
        return CommandOutput(
            text: "delivery \(retried.seq) is pending again on \(retried.channel)"
        )
    }
}
