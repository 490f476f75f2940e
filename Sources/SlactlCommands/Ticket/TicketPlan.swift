import ArgumentParser

/// `slactl ticket plan`.
struct TicketPlan: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Record a plan for solving it, and what became of the plan."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @Flag(help: "Where the plan stands; without any, it was made and told.")
    var stage = Stage.made

    @Option(help: "Until when it is to be carried out, as for --at.")
    var due: String?

    @OptionGroup var options: TicketActOptions

    func output() throws -> CommandOutput {
        try options.append(stage.kind, to: id, due: due)
    }

    /// The stage of a plan.
    enum Stage: String, EnumerableFlag {
        case made
        case confirmed
        case done
        case final

        /// The event of the stage.
        var kind: String {
            switch self {
            case .made: "plan"
            case .confirmed: "plan_confirmed"
            case .done: "plan_done"
            case .final: "final_plan"
            }
        }

        static func help(for value: Stage) -> ArgumentHelp? {
            switch value {
            case .made: "It was made and told to the customer."
            case .confirmed: "The customer agreed to it."
            case .done: "It was carried out."
            case .final: "It is the final plan after a complaint."
            }
        }
    }
}
