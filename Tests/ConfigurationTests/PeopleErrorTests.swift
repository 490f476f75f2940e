import Configuration
import Testing

/// Faulty persons, groups, rosters and roles: every fault has its place.
struct PeopleErrorTests {
    @Test(arguments: [
        ("{person: {}}", "5:10: people: unknown key 'person'; did you mean 'persons'?"),
        (
            "{persons: {a: {nmae: A}}}",
            "5:24: people.persons.a: unknown key 'nmae'; did you mean 'name'?"
        ),
        (
            "{persons: {anna: {}, b: {superior: ana}}}",
            "5:44: people.persons.b.superior: there is no person 'ana'; did you mean 'anna'?"
        ),
        (
            "{persons: {anna: {deputy: zhao}}}",
            "5:35: people.persons.anna.deputy: there is no person 'zhao'"
        ),
        ("{persons: {a: {deputy: a}}}", "5:23: people.persons.a: is their own deputy"),
        (
            "{persons: {a: {superior: b}, b: {superior: a}}}",
            "5:23: people.persons.a: is above themselves: a → b → a"
        ),
        (
            "{persons: {a: {away: [{from: 2026-12-05, to: 2026-12-01}]}}}",
            "5:31: people.persons.a.away[0]: 'to' is not after 'from'"
        ),
        (
            "{persons: {a: {away: [{from: 2026-02-30}]}}}",
            "5:38: people.persons.a.away[0].from: '2026-02-30' is no date; write 2026-12-01 or "
                + "\"2026-12-01 13:00\""
        ),
        (
            "{persons: {a: {away: [{from: 2026-12-05 25:00}]}}}",
            "5:38: people.persons.a.away[0].from: '25:00' is no time of day; write it like \"09:00\""
        ),
        (
            "{persons: {a: {quiet: never}}}",
            "5:31: people.persons.a.quiet: 'never' is neither none nor {calendar: …}"
        ),
        (
            "{persons: {a: {quiet: {calendar: ofice}}}}",
            "5:42: people.persons.a.quiet.calendar: there is no calendar 'ofice'; did you mean "
                + "'office'?"
        ),
        (
            "{quiet: {calendar: office, kinds: [escalatoin]}}",
            "5:44: people.quiet.kinds[0]: 'escalatoin' is none of warning, nudge, breach, "
                + "escalation, notice, summary, resolved, digest, drill; did you mean 'escalation'?"
        ),
        (
            "{persons: {a: {handles: {dingtalk: 张三}}}}",
            "5:44: people.persons.a.handles.dingtalk: '张三' is neither a telephone number nor a "
                + "user id, by which DingTalk knows people"
        ),
        (
            "{persons: {a: {handles: {dingtalk: 1380manager}}}}",
            "5:44: people.persons.a.handles.dingtalk: '1380manager' is neither a telephone number "
                + "nor a user id, by which DingTalk knows people"
        ),
        (
            "{persons: {a: {handles: {email: zhang@}}}}",
            "5:41: people.persons.a.handles.email: 'zhang@' is no mail address"
        ),
        (
            "{persons: {a: {handles: {wecomm: zhang}}}}",
            "5:42: people.persons.a.handles.wecomm: there is no channel or type of channel "
                + "'wecomm'; did you mean 'wecom'?"
        ),
        (
            #"{persons: {a: {handles: {slack: "U\u0007"}}}}"#,
            "5:41: people.persons.a.handles.slack: 'U ' has control characters in it"
        ),
        (#"{persons: {a: {name: " "}}}"#, "5:30: people.persons.a.name: ' ' is empty"),
        (
            "{persons: {a: {aliases: [b]}, b: {}}}",
            "5:23: people.persons.a: 'b' already means person 'b'; tickets could mean either"
        ),
        (
            "{persons: {a: {}}, groups: {A: {members: [a]}}}",
            "5:40: people.groups.A: 'A' already means person 'a'; tickets could mean either"
        ),
        (
            "{groups: {g: {members: []}}}",
            "5:32: people.groups.g.members: names nobody"
        ),
        ("{groups: {g: {}}}", "5:22: people.groups.g: has no 'members', which it needs"),
        (
            "{groups: {g: {members: [x]}}}",
            "5:33: people.groups.g.members[0]: there is no person 'x'"
        ),
        (
            "{fallback: [supervisr]}",
            "5:21: people.fallback[0]: there is no role 'supervisr'; "
                + "did you mean 'supervisor'?"
        ),
    ])
    func fault_hasItsPlace(people: String, expected: String) throws {
        #expect(try PeopleFile(people: people).issues() == [expected])
    }

    @Test(arguments: [
        (
            "rotation: hourly, from: 2026-01-05, handover: \"09:00\", order: [a]",
            "none of daily, weekly"
        ),
        ("rotation: daily, from: 2026-01-05, handover: nine, order: [a]", "is no time of day"),
        (
            "rotation: daily, from: 2026-01-05, handover: \"09:00\", order: []",
            "names nobody to take turns"
        ),
        (
            "rotation: daily, from: 2026-01-05, handover: \"09:00\", order: [b]",
            "there is no person 'b'"
        ),
        (
            "rotation: daily, from: 2026-01-05, on: mon, handover: \"09:00\", order: [a]",
            "weekly rosters only"
        ),
        (
            "rotation: weekly, from: 2026-01-05, on: someday, handover: \"09:00\", order: [a]",
            "is no day"
        ),
        ("rotation: daily, handover: \"09:00\", order: [a]", "has no 'from'"),
        (
            "rotation: daily, from: 2026-01-05, handover: \"09:00\", order: [a], zone: Asia/Shangai",
            "Asia/Shangai"
        ),
        (
            "rotation: daily, from: 2026-01-05, handover: \"09:00\", order: [a], "
                + "overrides: [{from: 2026-01-06, to: 2026-01-05, person: a}]",
            "'to' is not after 'from'"
        ),
    ])
    func faultyRoster_isExplained(roster: String, expected: String) throws {
        let file = PeopleFile(people: "{persons: {a: {}}, rosters: {r: {\(roster)}}}")
        let issues = try file.issues()
        #expect(issues.count == 1)
        #expect(issues.first?.contains("people.rosters.r") == true)
        #expect(issues.first?.contains(expected) == true, "\(issues)")
    }

    @Test(arguments: [
        ("[{roster: x}]", "there is no roster 'x'"), ("[{group: x}]", "there is no group 'x'"),
        ("[{persons: [x]}]", "there is no person 'x'"), ("[{persons: []}]", "names nobody"),
        ("[{superior_of: ownr}]", "there is no role 'ownr'; did you mean 'owner'?"),
        ("[{superior_of: supervisor}]", "role 'supervisor' is found by way of itself"),
        ("[{rooster: x}]", "unknown key 'rooster'; did you mean 'roster'?"),
        ("[{attribute: owner, persons: [a]}]", "names more than one source"),
        ("[{}]", "names no source"), ("[]", "names no source; leave 'from' out"),
        ("[owner]", "where a mapping (key: value) is wanted"),
    ])
    func faultySource_isExplained(from: String, expected: String) throws {
        let issues = try PeopleFile(
            people: "{persons: {a: {}}}",
            roles: "{owner: [out], supervisor: {from: \(from), channels: [out]}}"
        ).issues()
        #expect(issues.count == 1)
        #expect(issues.first?.hasPrefix("6:") == true)
        #expect(issues.first?.contains(expected) == true, "\(issues)")
    }

    @Test func tooLongName_isCutInTheMessage() throws {
        let file = PeopleFile(
            people: "{persons: {a: {name: \(String(repeating: "x", count: 201))}}}"
        )
        let expected = "'" + String(repeating: "x", count: 40) + "…' has more than 200 characters"
        #expect(try file.issues().first?.contains(expected) == true)
    }

    @Test func moreThanTenThousandPersons_areRefused() throws {
        let lines = (0...10_000).map { "    p\($0): {superior: nobody}" }
        let file = PeopleFile(people: "\n  persons:\n" + lines.joined(separator: "\n"))
        let issues = try file.issues()
        #expect(issues.first?.contains("10000 is the most there may be") == true)
    }

    @Test func oneNameForTwo_isWarnedOf() throws {
        let file = PeopleFile(people: "{persons: {a: {name: 张伟}, b: {name: 张伟}}}")
        #expect(
            try file.read().warnings.map { $0.suffix(79) }
                == [
                    "people.persons.b: '张伟' is also what person 'a' is called: tickets have to use "
                        + "the id or an alias"
                ].map { $0.suffix(79) }
        )
    }
}
