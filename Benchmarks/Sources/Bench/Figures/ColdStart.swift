import CBaseline
import Configuration
import ServiceLevels

/// From the start of the process to the end of its first full pass, beside a bare scan in C.
///
/// Seconds are CPU seconds; the wall clock has a line of its own.
func measureColdStart(_ workspace: Workspace, _ report: Report) throws {
    let large = workspace.options.large
    let sizes = [(1000, "1k"), (100_000, "100k")].filter { $0.0 < large.count } + [large]
    for (count, name) in sizes {
        let store = try workspace.store(count, report)
        try measureStart(
            "cold_start_\(name)",
            store,
            workspace,
            report,
            reach: count == 1_000_000 ? (.init(most: 6, ratio: 2.5), .init(most: 64)) : nil
        )
    }
}

/// The same where some tickets are past their deadlines: they go into one summary.
func measureLateStart(_ workspace: Workspace, _ report: Report) throws {
    let large = workspace.options.large
    let store = try workspace.store(large.count, report)
    report.note("making 4.8 % of the tickets late")
    try store.makeLate(every: 21)
    try measureStart("cold_start_\(large.name)_late", store, workspace, report, reach: nil)
}

private func measureStart(
    _ name: String,
    _ store: DataSet,
    _ workspace: Workspace,
    _ report: Report,
    reach: (time: Figure.Reach, peak: Figure.Reach)?
) throws {
    let file = try workspace.configuration(name, store: store.path)
    let columns = try Configuration.read(path: file).policies.layout.names
    // First, so that the store is in the page cache for both.
    let plain = try run(
        workspace.program("Plain"),
        ["scan", store.path, columns.joined(separator: ", ")]
    )
    let daemon = try Daemon(workspace, configuration: file)
    let usage = try daemon.wait(for: "full_pass_finished")
    report.add(
        Figure(
            "\(name)_s",
            usage.cpu,
            "s",
            bound: number("cpu_ns", in: plain) / 1e9,
            reach: reach?.time
        )
    )
    report.add(Figure("\(name)_wall_s", usage.wall, "s"))
    report.add(
        Figure(
            "\(name)_peak_mib",
            usage.peak,
            "MiB",
            bound: number("VmHWM", in: plain) / 1024,
            reach: reach?.peak
        )
    )
}
