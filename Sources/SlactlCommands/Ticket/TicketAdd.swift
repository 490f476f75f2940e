import ArgumentParser
import BusinessTime
import TicketStoreAdmin

/// `slactl ticket add`.
struct TicketAdd: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Enter a ticket and print its id.",
        discussion: """
            For example: slactl ticket add --priority P1 --customer ACME --title "no login" \
            --received "2026-11-22 10:15" --set product=Portal
            """
    )

    @Option(help: "The id; by default the store assigns one.")
    var id: String?

    @Option(help: "The kind, such as complaint or 投诉.")
    var kind: String?

    @Option(help: "The priority or level, in the words of the policy.")
    var priority: String?

    @Option(help: "What it is about.")
    var title: String?

    @Option(help: "The customer.")
    var customer: String?

    @Option(help: "How to reach the customer.")
    var contact: String?

    @Option(help: "Who is to work on it.")
    var owner: String?

    @Option(help: "The problem in full.")
    var description: String?

    @Option(
        name: .customLong("set"),
        parsing: .singleValue,
        help: ArgumentHelp("Any other column; may be repeated.", valueName: "column=value")
    )
    var others: [String] = []

    @Option(help: "When the customer turned to us, as for --at; now by default.")
    var received: String?

    @OptionGroup var options: TicketActOptions

    func validate() throws {
        for pair in others where !pair.dropFirst().contains("=") {
            throw ValidationError("--set \(pair): expected column=value")
        }
    }

    func output() throws -> CommandOutput {
        var attributes: [String: String] = [:]
        for pair in others {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            attributes[String(parts[0])] = String(parts[1])
        }
        let named = [
            "kind": kind, "priority": priority, "title": title, "customer": customer,
            "contact": contact, "owner": owner, "description": description,
        ]
        for (name, value) in named { attributes[name] = value ?? attributes[name] }
        return try options.record { writer, act in
            let time = try received.map { text in
                let time = try EventTime.parse(text, in: writer.zone)
                try EventTime.check(time, now: Now.instant, in: writer.zone)
                return time
            }
            return try writer.add(attributes, id: id, received: time, act)
        }
    }
}
