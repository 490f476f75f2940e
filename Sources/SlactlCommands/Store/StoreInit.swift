import ArgumentParser
import TicketStoreAdmin

/// `slactl store init`.
struct StoreInit: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a ticket store, or bring one up to date.",
        discussion: """
            Run it as root, so that folder (2770) and database (0660) get the group \
            slawatch-store, which the CRM's user and slawatch are both in. Run it again after \
            a column was added or tzdata was upgraded; nothing that is there is ever deleted.
            """
    )

    @OptionGroup var options: StoreOptions

    @Option(help: "The zone in which ids get their date; by default the system's.")
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "The columns that a complete record has, of those that your system fills: a,b,c.",
            discussion: """
                Without it, or with 'auto': customer, contact, description, product and request, \
                less those that none of the last 50 tickets has.
                """
        )
    )
    var fields: String?

    @Flag(help: "Put the tables into a database that has other tables already.")
    var force = false

    func output() throws -> CommandOutput {
        let report = try StoreWriter.create(
            path: options.path,
            zone: zone,
            force: force,
            fields: fields
        )
        return CommandOutput(text: report.joined(separator: "\n"))
    }
}
