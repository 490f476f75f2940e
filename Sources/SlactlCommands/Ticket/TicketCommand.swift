import ArgumentParser

/// `slactl ticket`.
struct TicketCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ticket",
        abstract: "Enter tickets and record what happens to them.",
        subcommands: [
            TicketAdd.self, TicketList.self, TicketShow.self, TicketAnswer.self,
            TicketRespond.self, TicketProgress.self, TicketWait.self, TicketResume.self,
            TicketPriority.self, TicketPromise.self, TicketTransfer.self, TicketPlan.self,
            TicketResolve.self, TicketFeedback.self, TicketClose.self, TicketReopen.self,
            TicketEventCommand.self, TicketImportCommand.self,
        ]
    )
}
