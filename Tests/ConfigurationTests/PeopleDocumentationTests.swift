import BusinessTime
import Configuration
import Foundation
import Notifications
import People
import ServiceLevels
import Testing

/// What the documentation and the shipped file show has to work.
struct PeopleDocumentationTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ name: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: name), encoding: .utf8)
    }

    /// The YAML blocks of a page.
    private func blocks(_ name: String) throws -> [String] {
        try text(name).components(separatedBy: "```yaml\n").dropFirst().map { rest in
            rest.components(separatedBy: "```")[0]
        }
    }

    /// Reads blocks beside what they take for granted.
    private func read(_ block: String, calendars: String = "") throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = """
            store: {path: t.db}
            policies: [{file: p.yaml}]
            channels: {desk: {type: console}, journal: {type: journal}}
            \(calendars)
            \(block)
            """
        let file = folder.appending(path: "slawatchd.yaml")
        try main.write(to: file, atomically: true, encoding: .utf8)
        try "policy: p\nurgent: {priority: high}\n".write(
            to: folder.appending(path: "p.yaml"),
            atomically: true,
            encoding: .utf8
        )
        return try Configuration.read(path: file.path)
    }

    @Test func exampleOfThePage_isRead() throws {
        let blocks = try blocks("docs/people.md")
        let awake = "calendars: {awake: {zone: Asia/Shanghai, week: {mon-sun: [\"08:00-22:00\"]}}}"
        let configuration = try read(try #require(blocks.first), calendars: awake)
        #expect(configuration.people.persons.count == 3)
        #expect(configuration.people.roles["supervisor"]?.count == 3)
        #expect(configuration.warnings == [])
        let quiet = try #require(blocks.last)
        #expect(try read(quiet).people.quiet?.kinds == [.escalation])
    }

    @Test func exampleOfTheConfigurationsPage_isRead() throws {
        let block = try blocks("docs/configuration.md").first { $0.hasPrefix("people:") }
        let configuration = try read(try #require(block))
        #expect(configuration.people.persons.count == 2)
        #expect(configuration.warnings == [])
    }

    @Test func exampleOfTheShippedFile_isRead() throws {
        let lines = try text("config/slawatchd.yaml").split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let start = try #require(lines.firstIndex(of: "  # persons:"))
        let example = lines[start...].prefix { $0.hasPrefix("  # ") }
        let block = ["people:"] + example.map { "  " + $0.dropFirst(4) }
        let rest = """
            calendars: {office: {zone: Asia/Shanghai, week: {mon-fri: ["09:00-18:00"]}}}
            roles: {supervisor: [journal]}
            """
        let people = try read(block.joined(separator: "\n"), calendars: rest).people
        #expect(people.persons.count == 3)
        #expect(people.rosters["night"]?.order == ["li.si", "wang.wu"])
    }
    /// At night only high, P0 and P1 page, however teams write them; programs are told at once.
    @Test func quietHoursOfTheShippedFile_letTheUrgentPass_andNeverHoldAProgramBack() throws {
        let path = Self.root.appending(path: "config/slawatchd.yaml").path
        let configuration = try Configuration.read(path: path)
        let layout = configuration.policies.layout
        let night = try #require(Instant(iso8601: "2026-11-21T23:30:00+08:00"))
        let morning = try #require(Instant(iso8601: "2026-11-22T08:00:00+08:00"))
        func until(_ priority: String?, audience: Audience, at now: Instant) -> Instant? {
            let values = layout.names.map { $0 == "priority" ? priority : nil }
            return Routing(
                routes: configuration.routes,
                people: configuration.people,
                audiences: ["desk": audience]
            ).quietUntil(
                "owner:li,supervisor",
                channel: "desk",
                kind: .breach,
                ticket: Ticket(key: 1, id: "T-1", values: values, layout: layout, events: []),
                now: now
            )
        }
        for priority in ["medium", "低", "P2", "P3", nil] {
            #expect(until(priority, audience: .room, at: night) == morning)
            #expect(until(priority, audience: .persons, at: night) == morning)
            #expect(until(priority, audience: .room, at: morning) == nil)
            #expect(until(priority, audience: .program, at: night) == nil)
        }
        let synonyms = ["high", "高", "HIGH", "P0", "P1", "p1", "P1级", "一级", "紧急"]
        for priority in synonyms {
            #expect(until(priority, audience: .room, at: night) == nil, "\(priority)")
        }
        #expect(configuration.channels.values.map(\.audience) == [.program])
        let programs: [String: ChannelSettings] = ["journal": .journal, "console": .console]
        #expect(programs.values.allSatisfy { $0.audience == .program })
    }
}
