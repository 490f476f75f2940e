import Foundation
import TicketStoreAdmin

/// What the daemon alone holds with the shipped examples, beside a C program with the same libraries.
///
/// Clean pages of the binary are nobody's cost: the kernel takes them back when it wants them.
func measureIdleMemory(_ workspace: Workspace, _ report: Report) throws {
    let store = workspace.path("examples/tickets.db")
    try FileManager.default.createDirectory(
        atPath: workspace.path("examples"),
        withIntermediateDirectories: true
    )
    _ = try StoreWriter.create(path: store, zone: "Asia/Shanghai")
    let csv = try Data(contentsOf: Workspace.root.appending(path: "config/examples/tickets.csv"))
    var options = TicketImport.Options()
    options.shiftTo = RunningEngine.now
    _ = try TicketImport.run(Array(csv), into: StoreWriter(path: store), options)
    let file = try workspace.configuration("idle", store: store)
    let daemon = try Daemon(workspace, configuration: file)
    _ = try daemon.wait(for: "ready")
    // A few polls and a status line later.
    usleep(6_000_000)
    let plain = try run(workspace.program("Plain"), ["idle", store])
    report.add(
        Figure(
            "idle_private_mib",
            daemon.usage.anonymous,
            "MiB",
            bound: number("RssAnon", in: plain) / 1024,
            reach: .init(most: 12)
        )
    )
}
