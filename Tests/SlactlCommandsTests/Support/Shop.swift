import ArgumentParser
import BusinessTime
import Foundation
import TicketStoreAdmin

@testable import SlactlCommands

/// The shipped configuration with a store and a state directory of its own, in a folder that
/// goes when the test is over.
final class Shop {
    let folder: String
    /// The moment that commands take for the present one.
    var now: Instant

    var config: String { folder + "/etc/slawatchd.yaml" }
    var store: String { folder + "/store/tickets.db" }
    var socket: String { folder + "/control.sock" }
    var state: String { folder + "/state" }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Makes a shop in Shanghai on a Sunday at noon.
    ///
    /// - Parameter change: changes the main file's text.
    /// - Throws: where the folder cannot be made.
    init(_ change: (String) -> String = { $0 }) throws {
        folder = NSTemporaryDirectory() + "slactl-" + UUID().uuidString
        now = try shanghai("2026-11-22 12:00")
        let files = FileManager.default
        for name in ["store", "state"] {
            try files.createDirectory(
                atPath: folder + "/" + name,
                withIntermediateDirectories: true
            )
        }
        try files.copyItem(atPath: Self.root.path + "/config", toPath: folder + "/etc")
        try edit("slawatchd.yaml") { text in
            change(
                text.replacing("/var/lib/slawatch-store/tickets.db", with: store)
                    .replacing("state: /var/lib/slawatchd", with: "state: \(state)")
                    .replacing("/run/slawatchd/control.sock", with: socket)
            )
        }
        _ = try StoreWriter.create(path: store, zone: "Asia/Shanghai")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Changes a file of the configuration.
    func edit(_ name: String, _ change: (String) -> String) throws {
        let file = URL(filePath: folder + "/etc/" + name)
        let text = try String(contentsOf: file, encoding: .utf8)
        try change(text).write(to: file, atomically: true, encoding: .utf8)
    }

    /// Runs `slactl` at `now` and returns what it prints, the folder's name as `SHOP`.
    func slactl(_ arguments: String...) throws -> CommandOutput {
        let command = try SlactlRoot.parseAsRoot(arguments + ["--config", config])
        guard let printing = command as? any PrintingCommand else {
            throw CommandError("\(type(of: command)) prints nothing")
        }
        let moment = now
        var output = try Now.$clock.withValue({ moment }, operation: { try printing.output() })
        output.text = output.text.replacing(folder, with: "SHOP")
        return output
    }

    /// What a command that fails says and the status that it ends with.
    func failure(_ arguments: String...) -> (message: String, code: Int32)? {
        do {
            let command = try SlactlRoot.parseAsRoot(arguments + ["--config", config])
            _ = try (command as? any PrintingCommand)?.output()
            return nil
        } catch {
            let message = SlactlRoot.message(for: error).replacing(folder, with: "SHOP")
            return (message, SlactlRoot.exitCode(for: error).rawValue)
        }
    }

    /// Enters a ticket that is recorded as soon as it is received.
    func receive(_ id: String, at wall: String, _ attributes: [String: String]) throws {
        let time = try shanghai(wall)
        try StoreWriter(path: store).add(
            attributes,
            id: id,
            received: time,
            TicketAct(at: time, by: "desk")
        )
    }

    /// Lets something happen to a ticket.
    func happens(
        _ kind: String,
        to id: String,
        at wall: String,
        by person: String? = "li",
        about subject: String? = nil,
        due: String? = nil
    ) throws {
        let due = try due.map { try shanghai($0) }
        try StoreWriter(path: store).append(
            kind,
            to: id,
            subject: subject,
            due: due,
            TicketAct(at: try shanghai(wall), by: person)
        )
    }
}

/// Reads a time on the wall of Shanghai.
func shanghai(_ wall: String) throws -> Instant {
    try EventTime.parse(wall, in: ZoneRules(named: "Asia/Shanghai"))
}
