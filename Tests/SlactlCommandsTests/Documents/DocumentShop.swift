import ArgumentParser
import BusinessTime
import ControlProtocol
import Foundation
import TicketStore
import TicketStoreAdmin

@testable import SlactlCommands

/// What the commands of a page are run against; a block names it behind `console`.
enum DocumentDemo: String {
    /// The shipped configuration with three tickets, some of whose alerts were raised.
    case shipped
    /// The same with persons, a group and a roster.
    case people
    /// `config/examples/channels.yaml`; the robot of its DingTalk room refuses the signature.
    case channels
    /// The shipped configuration with the page's own YAML blocks in it.
    case page
    /// The shipped configuration and tickets with a running daemon, on the wall clock.
    case daemon
}

/// A demo, made for one page.
final class DocumentShop {
    let shop: Shop
    let config: String
    private var daemon: BuiltDaemon?
    /// What the main file holds at the start of each block.
    private var text = ""

    init(_ demo: DocumentDemo, page: String, robot: String) throws {
        switch demo {
        case .shipped:
            shop = try Shop()
            config = shop.config
            try receiveTickets()
            let faulty = try String(contentsOfFile: config, encoding: .utf8)
                .replacing("poll: 2s", with: "poll: 2x").replacing("shadow:", with: "shadw:")
            try faulty.write(
                toFile: shop.folder + "/etc/new.yaml",
                atomically: true,
                encoding: .utf8
            )
            for ticket in ["B2", "C3"] { try shop.record(ticket, at: "2026-11-22 12:39:12") }
        case .people:
            shop = try Shop.withPeople()
            config = shop.config
        case .channels:
            shop = try Shop()
            config = shop.folder + "/etc/examples/channels.yaml"
            try shop.edit("examples/secrets/dingtalk.url") { _ in
                robot + "/refuse?access_token=EXAMPLE\n"
            }
        case .page:
            let blocks = DocumentBlock.blocks(of: page).filter { $0.language == "yaml" }
            shop = try Shop { text in
                blocks.reduce(Self.base(text)) { YAMLExcerpt($1.text).merged(into: $0) }
            }
            config = shop.config
            let etc = shop.folder + "/etc"
            try shop.edit("slawatchd.yaml") { $0.replacing("/etc/slawatchd", with: etc) }
            try FileManager.default.createDirectory(
                atPath: etc + "/secrets",
                withIntermediateDirectories: true
            )
            try Data((robot + "/accept?access_token=EXAMPLE\n").utf8)
                .write(to: URL(filePath: etc + "/secrets/desk.url"))
            try Data("SEC-EXAMPLE\n".utf8).write(to: URL(filePath: etc + "/secrets/desk.secret"))
            try receive("A1", at: "2026-11-30 23:30", ["priority": "高", "owner": "张三"])
        case .daemon:
            // No journal is needed.
            shop = try Shop { $0.replacing("{type: journal}", with: "{type: console}") }
            config = shop.config
            try receiveTickets(shiftedBy: Self.wallClock() - shanghai("2026-11-22 12:39"))
            try startDaemon()
        }
        if demo != .daemon { shop.now = try shanghai("2026-11-22 12:40") }
        text = try String(contentsOfFile: config, encoding: .utf8)
    }

    /// Undoes what the commands of a block changed in the configuration.
    func restoreConfiguration() {
        try? text.write(toFile: config, atomically: true, encoding: .utf8)
    }

    /// The shipped file with what the excerpts of the pages take for granted.
    static func base(_ shipped: String) -> String {
        YAMLExcerpt(
            """
            calendars:
              backup: {zone: Asia/Shanghai, week: {mon-sun: ["02:00-04:00"]}}
            people:
              persons:
                li: {name: 李静, handles: {dingtalk: "13800000001"}}
            channels:
              desk: {type: wecom, url: "http://127.0.0.1:1/send?key=shop"}
            """
        ).merged(into: shipped)
    }

    /// The present minute.
    private static func wallClock() -> Instant {
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        return Instant(milliseconds: now.milliseconds / 60_000 * 60_000)
    }

    /// The three tickets of the pages, as they stand on a Sunday at 12:39.
    private func receiveTickets(shiftedBy shift: TimeSpan = .zero) throws {
        let writer = try StoreWriter(path: shop.store)
        func time(_ wall: String) throws -> Instant { try shanghai("2026-11-" + wall) + shift }
        func happens(_ kind: String, _ wall: String, by: String? = nil, about: String? = nil) throws
        {
            try writer.append(
                kind,
                to: "A1",
                subject: about,
                TicketAct(at: try time(wall), by: by)
            )
        }
        try writer.add(
            [
                "priority": "高", "owner": "li", "customer": "ACME", "title": "登录失败",
            ],
            id: "A1",
            received: time("22 10:00"),
            TicketAct(at: try time("22 10:02"), by: "desk")
        )
        try happens("record_complete", "22 10:03")
        try happens("first_response", "22 10:10", by: "li")
        try writer.set(
            ["first_responder": "li"],
            of: "A1",
            TicketAct(at: try time("22 10:10"), by: "li")
        )
        for (status, wall) in [("waiting_customer", "22 10:30"), ("in_progress", "22 11:10")] {
            try writer.set(["status": status], of: "A1", TicketAct(at: try time(wall)))
        }
        try writer.add(
            ["priority": "low", "owner": "han"],
            id: "B2",
            received: time("20 16:30"),
            TicketAct(at: try time("20 16:30"))
        )
        try writer.add(
            ["priority": "P1", "queue": "service-levels"],
            id: "C3",
            received: time("22 12:00"),
            TicketAct(at: try time("22 12:00"))
        )
    }

    private func receive(_ id: String, at wall: String, _ attributes: [String: String]) throws {
        try StoreWriter(path: shop.store).add(
            attributes,
            id: id,
            received: try shanghai(wall),
            TicketAct(at: try shanghai(wall))
        )
    }

    /// Starts a daemon, which has delivered everything that is late when this returns.
    private func startDaemon() throws {
        let log = shop.folder + "/daemon.log"
        let daemon = try BuiltDaemon(config: config, log: log)
        self.daemon = daemon
        let client = ControlClient(path: shop.socket)
        while daemon.isRunning {
            let status = try? client.call("status", as: StatusResult.self)
            if let status, status.open == 3, status.undelivered == 0,
                status.deliveries?["delivered", default: 0] != 0
            {
                return
            }
        }
        throw CommandError(try String(contentsOfFile: log, encoding: .utf8))
    }
}
