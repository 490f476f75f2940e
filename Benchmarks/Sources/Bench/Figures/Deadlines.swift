import CBaseline
import Foundation

/// From a deadline to the receiver's having the message, while many other tickets are open;
/// beside a C program that sleeps, commits and posts.
func measureDeadlines(_ workspace: Workspace, _ report: Report) throws {
    let large = workspace.options.large
    let store = try workspace.store(large.count, report)
    let receiver = Receiver()
    let file = try workspace.configuration("deadline", store: store.path, port: receiver.port)
    let daemon = try Daemon(workspace, configuration: file)
    _ = try daemon.wait(for: "full_pass_finished")
    receiver.clear()

    // Within the time that a poll may take to find the tickets.
    let moments = dueMoments(from: bl_now_ms() + 6000)
    bl_sql(store.path, tickets(missing: moments))
    report.note("\(moments.count) deadlines fall due")
    guard receiver.wait(for: moments.count, seconds: 60) else {
        throw Silent(count: receiver.count)
    }
    let ours = latencies(moments, receiver)
    daemon.stop()

    receiver.clear()
    let later = Array(dueMoments(from: bl_now_ms() + 200).prefix(150))
    bl_punctual(
        workspace.path("punctual.db"),
        receiver.port,
        later,
        Int32(later.count),
        String(repeating: "x", count: 1500)
    )
    let plain = latencies(later, receiver)
    let name = "deadline_to_receiver_\(large.name)"
    for (part, label) in [(0.5, "p50"), (0.99, "p99"), (1, "max")] {
        report.add(
            Figure(
                "\(name)_\(label)_ms",
                at(part, of: ours),
                "ms",
                bound: at(part, of: plain),
                reach: label == "p99" ? .init(most: 50) : nil
            )
        )
    }
}

private struct Silent: Error {
    var count: Int
}

/// 300 moments, one each 20 ms.
private func dueMoments(from start: Int64) -> [Int64] {
    (0..<300).map { start + $0 * 20 }
}

/// Tickets as a CRM would enter them, whose first response is due at these moments.
private func tickets(missing moments: [Int64]) -> String {
    let rows = moments.enumerated().map { index, moment in
        "(\(moment - 900_000), 'high', '王工', '客户', '13800000000', '网关', '恢复联网',"
            + " '网关离线', 'BENCH-\(index)')"
    }
    return """
        BEGIN IMMEDIATE;
        INSERT INTO tickets(received_at, priority, owner, customer, contact, product, request,
            description, title) VALUES \(rows.joined(separator: ",\n"));
        COMMIT;
        """
}

private func latencies(_ moments: [Int64], _ receiver: Receiver) -> [Double] {
    let times = receiver.times
    return moments.indices.compactMap { index in
        times[index].map { $0 - Double(moments[index]) }
    }.sorted()
}

private func at(_ part: Double, of sorted: [Double]) -> Double {
    sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]
}
