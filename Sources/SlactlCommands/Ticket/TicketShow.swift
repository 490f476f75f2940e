import ArgumentParser
import BusinessTime
import Reporting
import ServiceLevels
import Support
import TicketStore

/// `slactl ticket show`.
struct TicketShow: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a ticket and all that happened to it."
    )

    @Argument(help: "The ticket's id.")
    var id: String

    @OptionGroup var options: StoreOptions

    @Flag(help: "Show contact data in full.")
    var unmask = false

    @Option(help: "table or json.")
    var format = OutputFormat.table

    private static let times: Set<String> = ["received_at", "closed_at"]

    func output() throws -> CommandOutput {
        let names = try TicketStore.attributeNames(path: options.path)
        let store = TicketStore(
            path: options.path,
            layout: AttributeLayout(names),
            logger: nil
        )
        try store.openWaiting()
        guard let ticket = try store.ticket(id: id) else { throw TicketStoreError.noTicket(id) }
        let values = names.compactMap { name in
            ticket[name].map { (name, shown($0, name, store.zone)) }
        }
        let events = try store.history(of: id)
        switch format {
        case .json: return CommandOutput(text: json(values, events, store.zone).text)
        case .table: return CommandOutput(text: table(values, events, store.zone))
        }
    }

    private func shown(_ value: String, _ name: String, _ zone: ZoneRules) -> String {
        if Self.times.contains(name), let time = Int64(value) {
            let instant = Instant(milliseconds: time)
            return (format == .table ? instant.wholeSecond : instant).iso8601(in: zone)
        }
        if unmask { return value }
        return name == "contact" ? ContactMask.maskedContact(value) : ContactMask.masked(value)
    }

    /// A note or name from an event, with contact data masked.
    private func shown(_ text: String?) -> String? {
        unmask ? text : text.map(ContactMask.masked)
    }

    private func table(
        _ values: [(String, String)],
        _ events: [NotedEvent],
        _ zone: ZoneRules
    ) -> String {
        var fields = TextTable(["id", id])
        for (name, value) in values { fields.add([name, value]) }
        var log = TextTable(["SEQ", "AT", "KIND", "BY", "SUBJECT", "DUE", "NOTE"])
        for noted in events {
            let event = noted.event
            log.add([
                String(event.seq), event.at.wholeSecond.iso8601(in: zone), event.kind,
                shown(event.by) ?? "", shown(event.subject) ?? "",
                event.due?.iso8601(in: zone) ?? "", shown(noted.note) ?? "",
            ])
        }
        return fields.text + "\n\n" + log.text
    }

    private func json(
        _ values: [(String, String)],
        _ events: [NotedEvent],
        _ zone: ZoneRules
    ) -> JSONValue {
        let log = events.map { noted in
            JSONValue.object([
                .init("seq", .integer(noted.event.seq)),
                .init("at", .string(noted.event.at.iso8601(in: zone))),
                .init("kind", .string(noted.event.kind)),
                .init("by", JSONValue(shown(noted.event.by))),
                .init("subject", JSONValue(shown(noted.event.subject))),
                .init("due", JSONValue(noted.event.due?.iso8601(in: zone))),
                .init("note", JSONValue(shown(noted.note))),
            ])
        }
        return .object([
            .init("id", .string(id)),
            .init("attributes", .object(values.map { .init($0.0, .string($0.1)) })),
            .init("events", .array(log)),
        ])
    }
}
