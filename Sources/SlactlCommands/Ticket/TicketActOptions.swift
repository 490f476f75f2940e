import ArgumentParser
import BusinessTime
import TicketStoreAdmin

/// The options of every command that records something about one ticket.
struct TicketActOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(help: "Who did it.")
    var by: String?

    @Option(help: "A note that stays with the event.")
    var note: String?

    @Option(
        help: """
            When it happened: 2026-11-22T10:15:00+08:00, or "2026-11-22 10:15" in the store's \
            zone. Now by default.
            """
    )
    var at: String?

    /// The author, time and note, checked.
    func act(in zone: ZoneRules) throws -> TicketAct {
        let time = try at.map { text in
            let time = try EventTime.parse(text, in: zone)
            try EventTime.check(time, now: Now.instant, in: zone)
            return time
        }
        return TicketAct(at: time, by: by, note: note)
    }

    /// Opens the store, does something and reports it in one line.
    func record(
        _ body: (StoreWriter, TicketAct) throws -> String
    ) throws -> CommandOutput {
        let writer = try store.writer()
        return CommandOutput(text: try body(writer, try act(in: writer.zone)))
    }
}

extension TicketActOptions {
    /// Appends an event to a ticket and reports it.
    func append(
        _ kind: String,
        to id: String,
        subject: String? = nil,
        due: String? = nil
    ) throws -> CommandOutput {
        try record { writer, act in
            let limit = try due.map { try EventTime.parse($0, in: writer.zone) }
            let seq = try writer.append(kind, to: id, subject: subject, due: limit, act)
            let until = limit.map { ", due \($0.iso8601(in: writer.zone))" } ?? ""
            return "ticket \(id): \(kind)\(until) (event \(seq))"
        }
    }

    /// Sets a ticket's status and reports it.
    func set(_ status: TicketStatus, of id: String) throws -> CommandOutput {
        try record { writer, act in
            "ticket \(id): \(try writer.set(status: status, of: id, act))"
        }
    }
}
