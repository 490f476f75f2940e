import CBaseline
import Foundation
import Ledger

/// Messages that a daemon finds waiting at its start, durably sent to a local receiver; beside a
/// C program that does the same with libcurl and SQLite.
func measureDeliveries(_ workspace: Workspace, _ report: Report) throws {
    let count = 20_000
    let receiver = Receiver()
    let file = try waitingMessages(count, for: receiver, workspace, report)
    let state = (file as NSString).deletingLastPathComponent + "/state"
    let body = sampleBody(state)

    let daemon = try Daemon(workspace, configuration: file)
    guard receiver.wait(for: count, seconds: 120) else { throw Undelivered(count: receiver.count) }
    let ledger = try LedgerReader(directory: state)
    while try ledger.counts()[.delivered] != count { usleep(2000) }
    let seconds = (Double(bl_now_ms()) - receiver.first) / 1000
    let cpu = daemon.usage.cpu
    daemon.stop()

    let plain = bl_send(workspace.path("plain-sender.db"), receiver.port, body, Int32(count), 8)
    report.add(
        Figure(
            "deliveries_per_s",
            Double(count) / seconds,
            "1/s",
            bound: Double(count) / plain.seconds,
            reach: .init(least: 5000)
        )
    )
    report.add(
        Figure(
            "delivery_cpu_ms",
            cpu * 1000 / Double(count),
            "ms",
            bound: Double(plain.cpu_ns) / 1e6 / Double(count),
            reach: .init(most: 0.15)
        )
    )
    report.add(
        Figure("commits_per_s", bl_commits_per_second(workspace.path("commits.db"), 2), "1/s")
    )
}

private struct Undelivered: Error {
    var count: Int
}

/// A state directory with so many messages that are pending, one a ticket.
private func waitingMessages(
    _ count: Int,
    for receiver: Receiver,
    _ workspace: Workspace,
    _ report: Report
) throws -> String {
    report.note("recording \(count) alerts")
    let store = try DataSet(path: workspace.path("store-late/tickets.db"), count: count)
    try store.makeLate(every: 1)
    let file = try workspace.configuration(
        "deliveries",
        store: store.path,
        port: receiver.port
    )
    let began = bl_cpu_ns()
    _ = try RunningEngine(configuration: file, summaryAbove: .max, isStuck: true)
    let used = Double(bl_cpu_ns() - began) / 1e6
    report.add(Figure("raise_cpu_ms", used / Double(count), "ms"))
    // The full pass of the start is another figure: here it is to find nothing.
    try store.hideAll()
    return file
}

/// The body of one of the messages.
private func sampleBody(_ state: String) -> String {
    let ledger = try? LedgerReader(directory: state)
    let record = try? ledger?.deliveries(ticket: nil, state: .pending, limit: 1).first
    return String(decoding: record?.body ?? [], as: UTF8.self)
}
