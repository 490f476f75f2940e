import BusinessTime
import People
import ServiceLevels
import Testing

struct ResolveTests {
    private let now = Instant(milliseconds: 0)
    private let later = Instant(milliseconds: 1000)

    /// 张三 and 王五 are in the support group under 李四, who reports to 赵六.
    private func directory(
        _ roles: [String: [RoleSource]] = [:],
        fallback: [String] = [],
        away: [String] = [],
        deputies: [String: String] = [:]
    ) -> Directory {
        let persons = [
            ("zhang", "张三", "li"), ("wang", "王五", "li"), ("li", "李四", "zhao"), ("zhao", "赵六", nil),
        ]
        let roster = Roster(
            name: "night",
            rotation: .daily,
            first: CivilDate(daysSinceEpoch: 0),
            handover: .midnight,
            order: ["wang", "li"],
            zone: .utc
        )
        return Directory(
            persons: persons.map { id, name, superior in
                Person(
                    id: id,
                    name: name,
                    superior: superior,
                    deputy: deputies[id],
                    absences: away.contains(id) ? [Absence(from: now, until: later)] : []
                )
            },
            groups: [
                Group(name: "support", aliases: ["技术支持组"], members: ["zhang", "wang"], head: "li")
            ],
            rosters: [roster],
            roles: roles,
            fallback: fallback
        )
    }

    private func ids(
        _ source: RoleSource...,
        ticket attributes: [String: String] = [:],
        away: [String] = []
    ) -> [String] {
        directory(["r": source], away: away).resolve("r", for: ticket(attributes), at: now)
            .recipients.map { $0.person ?? "?\($0.name)" }
    }

    @Test(arguments: [
        ("zhang", ["zhang"]), ("张三", ["zhang"]), ("技术支持组", ["zhang", "wang"]),
        ("李四，张三", ["li", "zhang"]), ("li;wang、zhao, zhang；li", ["li", "wang", "zhao", "zhang"]),
        ("zhang, 钱七", ["zhang", "?钱七"]), ("  ", []), (",", []),
    ])
    func attribute_namesPersonsAndGroups(value: String, expected: [String]) {
        #expect(ids(.attribute("owner"), ticket: ["owner": value]) == expected)
    }

    @Test func sources_findTheirPersons() {
        #expect(ids(.persons(["li", "zhang"])) == ["li", "zhang"])
        #expect(ids(.group("support")) == ["zhang", "wang"])
        #expect(ids(.groupNamed("team"), ticket: ["team": "技术支持组"]) == ["zhang", "wang"])
        #expect(ids(.groupNamed("team"), ticket: ["team": "张三"]) == [])
        #expect(ids(.headOf("team"), ticket: ["team": "support"]) == ["li"])
        #expect(ids(.roster("night")) == ["wang"])
        #expect(ids(.superiorOf("owner"), ticket: ["owner": "张三,李四"]) == ["li", "zhao"])
        #expect(ids(.superiorOf("owner"), ticket: ["owner": "赵六"]) == [])
        #expect(ids(.superiorOf("owner"), ticket: ["owner": "钱七"]) == [])
    }

    @Test func firstSourceThatFindsSomebody_counts() {
        let sources: [RoleSource] = [.superiorOf("owner"), .roster("night"), .persons(["zhao"])]
        let directory = directory(["r": sources])
        func ids(_ owner: String) -> [String?] {
            directory.resolve("r", for: ticket(["owner": owner]), at: now).recipients.map(\.person)
        }
        #expect(ids("张三") == ["li"])
        #expect(ids("赵六") == ["wang"])
    }

    @Test func superior_ofSomebodyAway_isTheirs() {
        let directory = directory(
            ["r": [.superiorOf("owner")]],
            away: ["zhang"],
            deputies: ["zhang": "li"]
        )
        let found = directory.resolve("r", for: ticket(["owner": "zhang"]), at: now)
        #expect(found.recipients.map(\.person) == ["li"])
    }

    @Test func rolesThatNameEachOther_findNobody() {
        let directory = directory(["a": [.superiorOf("b")], "b": [.superiorOf("a")]])
        #expect(directory.resolve("a", for: ticket(), at: now).recipients.isEmpty)
    }

    @Test func personAway_isReplacedByTheDeputy() {
        let directory = directory(away: ["zhang"], deputies: ["zhang": "wang"])
        let ticket = ticket(["owner": "张三"])
        let found = directory.resolve("owner", for: ticket, at: now)
        #expect(found.recipients.map(\.person) == ["wang"])
        #expect(found.recipients.first?.deputyOf == ["zhang"])
        #expect(
            found.reasons.map(\.finding).contains(.deputy(of: "zhang", is: "wang", until: later))
        )
        let back = directory.resolve("owner", for: ticket, at: later)
        #expect(back.recipients.map(\.person) == ["zhang"])
    }

    @Test func deputies_areFollowed_andCirclesEnd() {
        func standIn(_ deputies: [String: String], away: [String]) -> String? {
            directory(away: away, deputies: deputies).standIn(for: "zhang", at: now)
        }
        #expect(standIn(["zhang": "wang", "wang": "li"], away: ["zhang", "wang"]) == "li")
        #expect(standIn(["zhang": "wang", "wang": "zhang"], away: ["zhang", "wang"]) == nil)
        #expect(standIn(["zhang": "zhang"], away: ["zhang"]) == nil)
        #expect(standIn(["zhang": "nobody"], away: ["zhang"]) == nil)
        #expect(standIn([:], away: ["zhang"]) == nil)
    }

    @Test func personAwayWithoutDeputy_isNotFound() {
        let sources: [RoleSource] = [.attribute("owner"), .persons(["zhao"])]
        let directory = directory(["owner": sources], away: ["zhang"])
        let found = directory.resolve("owner", for: ticket(["owner": "zhang"]), at: now)
        #expect(found.recipients.map(\.person) == ["zhao"])
        #expect(
            found.reasons.map(\.finding) == [
                .away("zhang", until: later), .nobody, .found(["zhao"]),
            ]
        )
    }

    @Test func deputyWhoIsNamedToo_isToldOnce() {
        let found = directory(away: ["zhang"], deputies: ["zhang": "wang"])
            .resolve("owner", for: ticket(["owner": "技术支持组"]), at: now)
        #expect(found.recipients.map(\.person) == ["wang"])
        #expect(found.recipients.first?.deputyOf == ["zhang"])
    }

    @Test func ownerAndFirstResponder_whoAreOnePerson_areToldOnce_S1_12() {
        let found = directory().resolve(
            ["owner", "first_responder", "supervisor"],
            for: ticket(["owner": "张三", "first_responder": "zhang, wang"]),
            at: now
        )
        #expect(found.roles == ["owner", "first_responder", "supervisor"])
        #expect(found.entries.map { $0.recipients.map(\.person) } == [["zhang"], ["wang"], []])
        #expect(found.recipients.first?.roles == ["owner", "first_responder"])
    }

    @Test func unlistedNames_areToldOnce_too() {
        let found = directory().resolve(
            ["owner", "first_responder"],
            for: ticket(["owner": "钱七", "first_responder": "钱七"]),
            at: now
        )
        #expect(found.recipients.map(\.name) == ["钱七"])
        #expect(found.recipients.first?.roles == ["owner", "first_responder"])
    }

    @Test func roleWithSourcesAndNobody_isLeftToTheFallback() {
        let directory = directory(
            ["owner": [.attribute("owner")], "supervisor": [.persons(["li"])]],
            fallback: ["supervisor"]
        )
        let found = directory.resolve("owner", for: ticket(), at: now)
        #expect(found.roles == ["supervisor"])
        #expect(found.entries.first?.standsFor == ["owner"])
        #expect(found.recipients.map(\.person) == ["li"])
        #expect(found.reasons.map(\.finding).contains(.fallback(["supervisor"])))
        let both = directory.resolve(["owner", "supervisor"], for: ticket(), at: now)
        #expect(both.roles == ["supervisor"])
        #expect(both.recipients.map(\.person) == ["li"])
    }

    @Test func fallbackThatFindsNobody_leavesTheRoleToItsChannels() {
        let directory = directory(
            ["owner": [.attribute("owner")], "supervisor": [.headOf("team")]],
            fallback: ["supervisor", "owner"]
        )
        let found = directory.resolve("owner", for: ticket(), at: now)
        #expect(found.roles == ["owner"])
        #expect(found.recipients.isEmpty)
        #expect(found.reasons.last?.finding == .nobody)
    }

    @Test func fallbackThatIsAGroup_isReachedThroughItsChannels() {
        let directory = directory(["owner": [.persons([])]], fallback: ["desk"])
        let found = directory.resolve("owner", for: ticket(), at: now)
        #expect(found.roles == ["desk"])
        #expect(found.entries.first?.standsFor == ["owner"])
    }

    @Test func roleWithoutSourcesAndValue_isSimplyTheRole() {
        let directory = directory(["supervisor": [.persons(["li"])]], fallback: ["supervisor"])
        let found = directory.resolve("owner", for: ticket(), at: now)
        #expect(found.roles == ["owner"])
        #expect(found.recipients.isEmpty)
        #expect(found.reasons.isEmpty)
    }

    @Test func emptyDirectory_keepsNamesAsTheyAre() {
        let found = Directory().resolve("owner", for: ticket(["owner": "li"]), at: now)
        #expect(found.recipients.map(\.identity) == [.unlisted("li")])
        #expect(found.recipients.map(\.person) == [nil])
    }
}
