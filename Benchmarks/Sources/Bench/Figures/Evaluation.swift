import BusinessTime
import CBaseline
import Configuration
import ServiceLevels
import TicketStore

/// Judging tickets that are in memory already, beside the rate at which SQLite alone reads them.
func measureEvaluation(_ workspace: Workspace, _ report: Report) throws {
    let data = try workspace.store(100_000, report)
    let file = try workspace.configuration("evaluation", store: data.path)
    let configuration = try Configuration.read(path: file)
    let store = TicketStore(path: data.path, layout: configuration.policies.layout, logger: nil)
    try store.open()
    var tickets: [Ticket] = []
    _ = try store.openTickets(after: nil, limit: 20_000) { tickets.append($0) }
    let readers = configuration.policies.entries.map { ($0, PolicyEvaluator(policy: $0.policy)) }
    let now = RunningEngine.now
    var found = 0
    let used = cpuNanoseconds {
        for ticket in tickets {
            let reader = readers.first { $0.0.when.holds(for: ticket) }?.1
            if reader?.evaluate(ticket, now: now).next != nil { found += 1 }
        }
    }
    precondition(found == tickets.count * 5, "every ticket has something ahead")
    let columns = configuration.policies.layout.names.joined(separator: ", ")
    let plain = bl_scan(data.path, columns)
    report.add(
        Figure(
            "evaluate_per_s",
            Double(tickets.count) / used * 1e9,
            "1/s",
            bound: Double(plain.tickets) / Double(plain.cpu_ns) * 1e9
        )
    )
}
