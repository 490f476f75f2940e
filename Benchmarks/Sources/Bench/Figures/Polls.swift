import CBaseline
import Configuration
import ServiceLevels

/// Polls with nothing and with something changed, and a reload, by the engine in this process.
func measurePolls(_ workspace: Workspace, _ report: Report) throws {
    let large = workspace.options.large
    let small = try measureIdlePolls(1000, "1k", workspace, report, beside: nil)
    _ = small.engine
    let big = try measureIdlePolls(large.count, large.name, workspace, report, beside: small.value)
    try measureChanges(big.engine, workspace, report)
    try measureReload(big.engine, workspace, report)
}

private func measureIdlePolls(
    _ count: Int,
    _ name: String,
    _ workspace: Workspace,
    _ report: Report,
    beside other: Double?
) throws -> (engine: RunningEngine, value: Double) {
    let store = try workspace.store(count, report)
    let file = try workspace.configuration("poll-\(name)", store: store.path)
    report.note("an engine looks at \(count) tickets")
    let engine = try RunningEngine(configuration: file)
    let polls = 20_000
    let used = cpuNanoseconds { for _ in 0..<polls { engine.poll() } } / 1e6 / Double(polls)
    let plain = Double(bl_idle_polls(store.path, Int32(polls))) / 1e6 / Double(polls)
    // Within half of what it is with a thousand tickets.
    let most = min(0.2, other.map { $0 * 1.5 } ?? 0.2)
    report.add(
        Figure("idle_poll_\(name)_ms", used, "ms", bound: plain, reach: .init(most: most))
    )
    return (engine, used)
}

/// A hundred tickets change, as by a CRM's plain SQL; then the engine polls.
private func measureChanges(
    _ engine: RunningEngine,
    _ workspace: Workspace,
    _ report: Report
) throws {
    let name = workspace.options.large.name
    let path = engine.configuration.store
    let columns = engine.configuration.policies.layout.names.joined(separator: ", ")
    let plain = bl_reader_open(path, columns)
    defer { bl_reader_close(plain) }
    var cursor = bl_sql_integer(path, "SELECT max(seq) FROM ticket_events")
    var ours: [Double] = []
    var bound: [Double] = []
    for round in 1...20 {
        let step = workspace.options.large.count / 100
        bl_sql(
            path,
            "UPDATE tickets SET mood = 'angry \(round)' WHERE key % \(step) = \(round)"
        )
        let began = bl_cpu_ns()
        engine.poll()
        ours.append(Double(bl_cpu_ns() - began) / 1e6)
        var used: Int64 = 0
        cursor = bl_reader_changes(plain, cursor, &used)
        bound.append(Double(used) / 1e6)
    }
    report.add(
        Figure(
            "poll_100_changes_\(name)_ms",
            median(ours),
            "ms",
            bound: median(bound),
            reach: .init(most: 10)
        )
    )
}

private func measureReload(
    _ engine: RunningEngine,
    _ workspace: Workspace,
    _ report: Report
) throws {
    let columns = engine.configuration.policies.layout.names.joined(separator: ", ")
    let plain = Double(bl_scan(engine.configuration.store, columns).cpu_ns) / 1e9
    let used = try cpuNanoseconds(times: 1) { try engine.reload(1) } / 1e9
    report.add(Figure("reload_\(workspace.options.large.name)_s", used, "s", bound: plain))
}
