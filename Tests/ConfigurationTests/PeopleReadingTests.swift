import BusinessTime
import Configuration
import Notifications
import People
import ServiceLevels
import Testing

struct PeopleReadingTests {
    private let full = PeopleFile(
        people: """

              persons:
                zhang.san:
                  name: 张三
                  aliases: [zhangsan]
                  handles: {dingtalk: "+86 138-0000-0001", hook: anything, email: zhang@example.com}
                  superior: li.si
                  deputy: wang.wu
                  away: [{from: 2026-12-01, to: 2026-12-05}, {from: "2026-12-24 13:00", to: "2026-12-24 18:00"}]
                  quiet: none
                li.si: {quiet: {calendar: office, urgent: {vip: yes}, kinds: [escalation]}}
                wang.wu: {away: [{from: 2027-01-01}]}
              groups:
                technical_support: {members: [zhang.san, wang.wu], head: li.si, aliases: [技术支持组]}
              rosters:
                supervisors: {rotation: weekly, from: 2026-01-05, on: mon, handover: "09:00", order: [li.si, zhang.san], zone: Europe/Berlin, overrides: [{from: "2026-02-16 09:00", to: "2026-02-23 09:00", person: wang.wu}]}
                night: {rotation: daily, from: 2026-01-05, handover: "20:00", order: [li.si]}
              quiet: {calendar: office}
              fallback: [supervisor]
            """,
        roles: """
            {owner: [out], head: {from: [{head_of: dept}, {group_named_by: dept}, {group: technical_support}, {attribute: boss}], channels: out}, supervisor: {from: [{superior_of: owner}, {roster: supervisors}, {persons: [li.si]}], channels: [out, hook]}}
            """
    )

    @Test func persons_areReadWhole() throws {
        let people = try full.read().people
        let person = try #require(people.persons["zhang.san"])
        #expect(person.name == "张三")
        #expect(person.aliases == ["zhangsan"])
        #expect(person.handle(channel: "x", type: "dingtalk") == "13800000001")
        #expect(person.handle(channel: "hook", type: "journal") == "anything")
        #expect(person.superior == "li.si")
        #expect(person.deputy == "wang.wu")
        #expect(people.persons["li.si"]?.name == "li.si")
        #expect(people.groups["technical_support"]?.head == "li.si")
        #expect(people.find("技术支持组") == .group("technical_support"))
        #expect(people.fallback == ["supervisor"])
    }

    @Test(
        "DingTalk",
        arguments: [
            ("13800000001", "13800000001"), ("138 0000-0001", "13800000001"),
            ("+8613800000001", "13800000001"), ("+86-138-0000-0001", "13800000001"),
            ("+1 234-567-8901", "+1-2345678901"), ("manager4220", "manager4220"),
            ("$zhang_san-1.a@x", "$zhang_san-1.a@x"),
        ]
    )
    func handle_isATelephoneNumberOrAUserID(written: String, handle: String) throws {
        let file = PeopleFile(people: "{persons: {a: {handles: {dingtalk: \"\(written)\"}}}}")
        let person = try #require(file.read().people.persons["a"])
        #expect(person.handle(channel: "x", type: "dingtalk") == handle)
    }

    @Test func absences_areWholeDaysOfTheZone_bothIncluded() throws {
        let people = try full.read().people
        let absences = try #require(people.persons["zhang.san"]).absences
        #expect(absences.map { "\($0.from)" } == ["2026-11-30T16:00:00Z", "2026-12-24T05:00:00Z"])
        #expect(absences.map { "\($0.until)" } == ["2026-12-05T16:00:00Z", "2026-12-24T10:00:00Z"])
        #expect(people.persons["wang.wu"]?.absences.first?.until == .distantFuture)
    }

    @Test func quietHours_areTheirOwn_orEverybodys() throws {
        let people = try full.read().people
        #expect(people.quietHours(of: "zhang.san") == nil)
        #expect(people.quietHours(of: "li.si")?.kinds == [.escalation])
        #expect(people.quietHours(of: "wang.wu")?.calendar.name == "office")
    }

    @Test func rosters_turnInTheirZone() throws {
        let rosters = try full.read().people.rosters
        #expect(rosters["supervisors"]?.zone.name == "Europe/Berlin")
        #expect(rosters["night"]?.zone.name == "Asia/Shanghai")
        let override = try #require(rosters["supervisors"]?.overrides.first)
        #expect("\(override.from)" == "2026-02-16T08:00:00Z")
        #expect(rosters["supervisors"]?.onDuty(at: override.from) == "wang.wu")
    }

    @Test func roles_haveSourcesAndChannels() throws {
        let configuration = try full.read()
        #expect(configuration.people.roles["owner"] == nil)
        #expect(
            configuration.people.roles["supervisor"] == [
                .superiorOf("owner"), .roster("supervisors"), .persons(["li.si"]),
            ]
        )
        #expect(
            configuration.people.roles["head"] == [
                .headOf("dept"), .groupNamed("dept"), .group("technical_support"),
                .attribute("boss"),
            ]
        )
        #expect(configuration.routes.roles["head"] == ["out"])
        #expect(configuration.routes.roles["supervisor"] == ["out", "hook"])
    }

    @Test func attributesOfPeople_areAskedOfTheStore() throws {
        let configuration = try full.read()
        let names = configuration.policies.layout.names
        for name in ["dept", "boss", "vip"] {
            #expect(names.contains(name))
            let error = #expect(throws: ConfigurationError.self) {
                try configuration.checkAttributes(columns: names.filter { $0 != name })
            }
            #expect(error?.issues.first?.message.contains("'\(name)'") == true)
        }
        try configuration.checkAttributes(columns: names)
    }

    @Test func conditionsOfPeople_findTheirValueInATicket() throws {
        let configuration = try full.read()
        let layout = configuration.policies.layout
        let ticket = Ticket(
            key: 1,
            id: "A1",
            values: layout.names.map { $0 == "vip" ? "yes" : nil },
            layout: layout,
            events: []
        )
        let quiet = try #require(configuration.people.quietHours(of: "li.si"))
        #expect(quiet.urgent.holds(for: ticket))
    }

    @Test func people_decideNoDeadline() throws {
        let known = try full.read().fingerprint
        var changed = full
        changed.people.replace("张三", with: "张三丰")
        changed.people += "\n  # and more\n"
        #expect(try changed.read().fingerprint == known)
        changed.more = "language: en\n"
        #expect(try changed.read().fingerprint != known)
        var anchored = full
        anchored.people.replace("name: 张三", with: "name: &a 张三")
        #expect(try anchored.read().fingerprint != known)
        var last = PeopleFile(people: "{}")
        last.more = "languag: en\n"
        #expect(try last.issues().count == 1)
    }

    @Test func fileWithoutPeople_hasNone() throws {
        let configuration = try PeopleFile().read()
        #expect(configuration.people.persons.isEmpty)
        #expect(configuration.people.quiet == nil)
        #expect(configuration.warnings == [])
    }

    @Test func tenThousandPersons_areRead() throws {
        let lines = (1...10_000).map { "    p\($0): {name: P\($0), superior: p1, deputy: p2}" }
        var file = PeopleFile(people: "\n  persons:\n" + lines.joined(separator: "\n"))
        file.people.replace("superior: p1, deputy: p2}", with: "}", maxReplacements: 2)
        #expect(try file.read().people.persons.count == 10_000)
    }
}
