import Foundation

/// What is used today: a cron job around sqlite3 and curl.
///
/// It finds the tickets whose deadlines `measureDeadlines` let pass, so it runs after that.
func measureCronJob(_ workspace: Workspace, _ report: Report) throws {
    let large = workspace.options.large
    let store = try workspace.store(large.count, report)
    let receiver = Receiver()
    let script = Workspace.root.appending(path: "Benchmarks/cron-job").path
    func cpu(_ url: String) throws -> Double {
        let before = childrenCPU()
        try run(script, [store.path, url])
        return childrenCPU() - before
    }
    _ = try cpu("-")
    let pass = try cpu("-")
    let both = try cpu("http://127.0.0.1:\(receiver.port)/")
    report.add(Figure("cron_pass_\(large.name)_s", pass, "s"))
    guard receiver.count > 0 else { return }
    report.add(
        Figure("cron_alert_cpu_ms", (both - pass) * 1000 / Double(receiver.count), "ms")
    )
}
