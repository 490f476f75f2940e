import BusinessTime
import Configuration
import Foundation
import ServiceLevels
import Testing

@testable import TicketStore
@testable import TicketStoreAdmin

/// A real store, written by plain SQL, read under the shipped configuration.
final class StoredTickets {
    private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let path: String
    let configuration: Configuration
    private let connection: SQLiteConnection

    init(_ configuration: Configuration? = nil) throws {
        self.configuration = try configuration ?? Shipped.configuration()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "tickets.db").path
        _ = try StoreWriter.create(path: path, zone: "Asia/Shanghai")
        connection = try SQLiteConnection(path: path, .readWrite, busyTimeout: 20_000)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Runs SQL in which `@11-20 09:00@` (or with seconds) stands for that wall time in Shanghai.
    func sql(_ text: String) throws {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        var sql = ""
        for (index, part) in parts.enumerated() {
            sql += index % 2 == 0 ? String(part) : String(try instant(String(part)).milliseconds)
        }
        try connection.execute(sql)
    }

    /// Runs the SQL of a file.
    func load(_ file: URL) throws {
        try connection.execute(String(contentsOf: file, encoding: .utf8))
    }

    /// A wall time of 2026 in Shanghai.
    func instant(_ wall: String) throws -> Instant {
        let parts = wall.split(separator: " ").map(String.init)
        let date = try #require(CivilDate("2026-" + parts[0]))
        let time = parts[1].split(separator: ":").compactMap { Int64($0) }
        let midnight = configuration.zone.instant(
            of: CivilDateTime(date: date, time: try #require(CivilTime("00:00")))
        )
        return midnight
            + .seconds(time[0] * 3600 + time[1] * 60 + (time.count > 2 ? time[2] : 0))
    }

    /// The one value of a query, `-` for NULL.
    func value(_ query: String) throws -> String {
        try connection.text(query) ?? "-"
    }

    func ticket(_ id: String) throws -> Ticket {
        let store = TicketStore(path: path, layout: configuration.policies.layout, logger: nil)
        try store.open()
        return try #require(try store.ticket(id: id))
    }

    /// The clocks of a ticket at a moment.
    func readings(_ id: String, _ clock: String, at wall: String) throws -> [ClockReading] {
        let ticket = try ticket(id)
        let policy = try #require(configuration.policies.policy(for: ticket))
        return PolicyEvaluator(policy: policy)
            .readings(of: ticket, now: try instant(wall), explained: true)
            .filter { $0.clock == clock }
    }

    /// How the last turn of a clock stands, and its deadline in Shanghai: `breached 11-20 10:30:00`.
    func state(_ id: String, _ clock: String, at wall: String) throws -> String {
        guard let reading = try readings(id, clock, at: wall).last else { return "none" }
        let name =
            switch reading.state {
            case .running: "running"
            case .breached: "breached"
            case .paused: "paused"
            case .met: "met"
            case .late: "late"
            case .renegotiated: "renegotiated"
            case .ended: "ended"
            }
        guard let due = reading.due?.iso8601(in: configuration.zone) else { return name }
        return "\(name) \(due.dropFirst(5).prefix(5)) \(due.dropFirst(11).prefix(8))"
    }
}
