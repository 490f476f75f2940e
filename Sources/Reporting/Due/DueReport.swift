package import BusinessTime
package import Configuration
import ServiceLevels
import Support
package import TicketStore

/// Late tickets and next steps over all tickets, as in `slactl due`.
package struct DueReport {
    package struct Request: Sendable, Hashable {
        /// The maximum number.
        package var limit: Int
        /// Only what is due within this time; late items are always included.
        package var within: TimeSpan?
        /// Only what is late.
        package var isLate: Bool
        /// The moment, by what is recorded now; nil for now.
        package var at: Instant?

        package init(
            limit: Int,
            within: TimeSpan? = nil,
            isLate: Bool = false,
            at: Instant? = nil
        ) {
            self.limit = limit
            self.within = within
            self.isLate = isLate
            self.at = at
        }
    }

    private let request: Request
    private let now: Instant
    private let zone: ZoneRules
    private var list: DueList

    /// Reads the open tickets and those closed recently.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    package init(
        _ request: Request,
        configuration: Configuration,
        store: TicketStore,
        now: Instant
    ) throws {
        self.request = request
        self.now = request.at ?? now
        zone = configuration.zone
        list = DueList(limit: request.limit)
        var after: String? = ""
        while let id = after {
            after = try store.openTickets(after: id, limit: 1000) { ticket in
                take(ticket, configuration.policies)
            }
        }
        for key in try store.closedKeys(since: self.now - TicketStore.closedHorizon) {
            if let ticket = try store.ticket(key: key) { take(ticket, configuration.policies) }
        }
    }

    private mutating func take(_ found: Ticket, _ policies: PolicySet) {
        let ticket = request.at == nil ? found : found.known(at: now)
        guard let policy = policies.policy(for: ticket) else { return }
        let end = request.within.map { now + $0 } ?? .distantFuture
        for item in DueItem.items(of: ticket, policy: policy, now: now)
        where item.isLate || (!request.isLate && item.at <= end) {
            list.insert(item)
        }
    }

    /// The printed report.
    package func text(as format: OutputFormat) -> String {
        switch format {
        case .table: table
        case .json: json.text
        }
    }

    private var table: String {
        if list.items.isEmpty { return request.isLate ? "nothing is late" : "nothing is due" }
        let wall = WallText(zone: zone)
        var table = TextTable(["TICKET", "CLOCK", "RULE", "STEP", "AT", "IN", "OWNER"])
        for item in list.items {
            table.add([
                item.ticket, item.clock, item.rule, item.step, wall.text(item.at),
                countdown(item), ContactMask.masked(item.owner),
            ])
        }
        let rest = list.count - list.items.count
        let more = rest > 0 ? "; \(rest) more with a higher --limit" : ""
        return table.text + "\n\n\(list.lateCount) late of \(list.count)\(more)"
    }

    private func countdown(_ item: DueItem) -> String {
        if item.isLate { return "late \((now - item.at).roughText)" }
        return item.at <= now ? "now" : "in \((item.at - now).roughText)"
    }

    private var json: JSONValue {
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
