import ArgumentParser
import BusinessTime
import Configuration
import ServiceLevels
import TicketStore

/// `slactl due`.
struct DueCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List what is late and what comes next, over all tickets.",
        discussion: """
            Late ones come first, those late for longest at the top; a late one stands with its \
            missed deadline and the highest step reached, any other with its next step. Of \
            closed tickets those count that were closed in the last 30 days or had something \
            happen of late: a confirmation may be missing, a customer dissatisfied.
            """
    )

    @OptionGroup var source: TicketSource

    @Option(help: "How many at most.")
    var limit = 30

    @Option(help: "Only what comes within so long, such as 4h; what is late comes anyway.")
    var within: String?

    @Flag(name: .customLong("late"), help: "Only what is late.")
    var isLate = false

    @Option(help: "At which moment, by what is recorded now; now by default.")
    var at: String?

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError("--limit \(limit): expected 1 to 10000")
        }
        if isLate, within != nil { throw ValidationError("--late and --within exclude each other") }
        _ = try horizon(from: Instant(milliseconds: 0))
    }

    func output() throws -> CommandOutput {
        let (configuration, store) = try source.open()
        let now = try Now.instant(at: at, in: configuration.zone)
        let end = try horizon(from: now)
        var list = DueList(limit: limit)
        var after: String? = ""
        func take(_ found: Ticket) {
            let ticket = at == nil ? found : found.known(at: now)
            guard let policy = configuration.policies.policy(for: ticket) else { return }
            for item in DueItem.items(of: ticket, policy: policy, now: now)
            where item.isLate || (!isLate && item.at <= end) {
                list.insert(item)
            }
        }
        while let id = after {
            after = try store.openTickets(after: id, limit: 1000, take)
        }
        for key in try store.closedKeys(since: now - TicketStore.closedHorizon) {
            if let ticket = try store.ticket(key: key) { take(ticket) }
        }
        switch format {
        case .json: return CommandOutput(text: json(list, now, configuration.zone).text)
        case .table: return CommandOutput(text: table(list, now, configuration.zone))
        }
    }

    private func horizon(from now: Instant) throws -> Instant {
        guard let within else { return .distantFuture }
        do {
            guard case .time(let span) = try CalendarAmount.parse(within) else {
                throw ValidationError("--within \(within): expected a length of time such as 4h")
            }
            return now + span
        } catch let error as CommandError {
            throw ValidationError("--within: \(error)")
        }
    }

    private func table(_ list: DueList, _ now: Instant, _ zone: ZoneRules) -> String {
        if list.items.isEmpty { return isLate ? "nothing is late" : "nothing is due" }
        let wall = WallText(zone: zone)
        var table = TextTable(["TICKET", "CLOCK", "RULE", "STEP", "AT", "IN", "OWNER"])
        for item in list.items {
            table.add([
                item.ticket, item.clock, item.rule, item.step, wall.text(item.at),
                countdown(item, now), ContactMask.masked(item.owner),
            ])
        }
        let rest = list.count - list.items.count
        let more = rest > 0 ? "; \(rest) more with a higher --limit" : ""
        return table.text + "\n\n\(list.lateCount) late of \(list.count)\(more)"
    }

    private func countdown(_ item: DueItem, _ now: Instant) -> String {
        if item.isLate { return "late \((now - item.at).roughText)" }
        return item.at <= now ? "now" : "in \((item.at - now).roughText)"
    }

    private func json(_ list: DueList, _ now: Instant, _ zone: ZoneRules) -> JSONValue {
        .record([
            "now": .time(now, in: zone),
            "count": .integer(Int64(list.count)),
            "late_count": .integer(Int64(list.lateCount)),
            "items": .array(
                list.items.map { item in
                    .record([
                        "ticket": .string(item.ticket),
                        "owner": .string(ContactMask.masked(item.owner)),
                        "clock": .string(item.clock),
                        "rule": .string(item.rule),
                        "step": .string(item.step),
                        "at": .time(item.at, in: zone),
                        "in_seconds": .seconds(item.at - now),
                        "late": .bool(item.isLate),
                    ])
                }
            ),
        ])
    }
}
