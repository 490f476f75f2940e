import BusinessTime
import People
import Testing

struct DirectoryTests {
    private let directory = Directory(
        persons: [
            Person(id: "zhang.san", name: "张三", aliases: ["Zhang, San", "13"]),
            Person(id: "li.si", name: "李四"), Person(id: "li.si2", name: "李四"),
            Person(id: "wang", name: "li.si"),
        ],
        groups: [Group(name: "support", aliases: ["技术支持组"], members: ["zhang.san"])]
    )

    @Test(arguments: [
        "zhang.san", " Zhang.San ", "张三", "zhang, san", "13",
    ])
    func persons_areFoundByIdNameAndAlias(name: String) {
        #expect(directory.find(name) == .person("zhang.san"))
    }

    @Test func groups_areFoundByNameAndAlias() {
        #expect(directory.find("support") == .group("support"))
        #expect(directory.find("技术支持组") == .group("support"))
    }

    @Test func nameThatSeveralHave_isNobodys() {
        #expect(directory.find("李四") == nil)
        #expect(directory.find("赵六") == nil)
    }

    @Test func id_beatsAName() {
        #expect(directory.find("li.si") == .person("li.si"))
    }

    @Test func circleOfSuperiors_isFound() {
        func directory(_ superiors: [String: String]) -> Directory {
            Directory(
                persons: ["a", "b", "c", "d"].map {
                    Person(id: $0, name: $0, superior: superiors[$0])
                }
            )
        }
        #expect(directory(["a": "b", "b": "c", "d": "c"]).superiorCycle() == nil)
        #expect(directory(["a": "b", "b": "c", "c": "b"]).superiorCycle() == ["b", "c"])
        #expect(directory(["a": "c", "c": "b", "b": "c"]).superiorCycle() == ["b", "c"])
        #expect(directory(["d": "d"]).superiorCycle() == ["d"])
    }

    @Test func candidates_areAllWhoCouldEverHear() throws {
        let roster = Roster(
            name: "r",
            rotation: .daily,
            first: try #require(CivilDate("2026-01-01")),
            handover: .midnight,
            order: ["a"],
            overrides: [.init(from: .distantPast, to: .distantFuture, person: "b")],
            zone: .utc
        )
        let directory = Directory(
            persons: [
                Person(id: "a", name: "A", superior: "c", deputy: "d"),
                Person(id: "b", name: "B"), Person(id: "c", name: "C"),
                Person(id: "d", name: "D", deputy: "a"),
                Person(
                    id: "e",
                    name: "E",
                    absences: [Absence(from: .distantPast, until: .distantFuture)]
                ),
            ],
            groups: [Group(name: "g", members: ["b"], head: "c")],
            rosters: [roster],
            roles: [
                "duty": [.roster("r")], "above": [.superiorOf("duty")], "head": [.headOf("team")],
                "group": [.group("g")], "named": [.groupNamed("team")], "gone": [.persons(["e"])],
                "loop": [.superiorOf("loop")],
            ]
        )
        #expect(directory.candidates(of: "duty") == ["a", "b", "d"])
        #expect(directory.candidates(of: "above") == ["c"])
        #expect(directory.candidates(of: "head") == ["c"])
        #expect(directory.candidates(of: "group") == ["b"])
        #expect(directory.candidates(of: "named") == ["b"])
        #expect(directory.candidates(of: "gone") == [])
        #expect(directory.candidates(of: "loop") == [])
        #expect(directory.candidates(of: "owner") == ["a", "b", "c", "d"])
        #expect(directory.mayBeUnlisted("owner"))
        #expect(!directory.mayBeUnlisted("duty"))
    }
}
