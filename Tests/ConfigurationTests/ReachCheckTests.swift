import BusinessTime
import Notifications
import People
import ServiceLevels
import Testing

@testable import Configuration

struct ReachCheckTests {
    private func warnings(_ people: String, supervisor: String) throws -> [String] {
        try PeopleFile(
            people: people,
            roles: "{owner: [out], supervisor: \(supervisor)}"
        ).read().warnings
    }

    @Test func roleWithoutChannel_namesItsSteps() throws {
        #expect(
            try warnings("{}", supervisor: "[]") == [
                "role 'supervisor' has no channel: what it is to hear is only logged "
                    + "(policy p, clock c, step first)"
            ]
        )
    }

    @Test(arguments: [
        ("{superior_of: owner}", "superior of owner"), ("{head_of: team}", "head of team"),
        ("{persons: [gone]}", "gone"),
    ])
    func roleThatFindsNobody_isTold(source: String, text: String) throws {
        let people =
            "{persons: {a: {}, gone: {away: [{from: 2020-01-01}]}}, groups: {g: {members: [a]}}}"
        #expect(
            try warnings(people, supervisor: "{from: [\(source)], channels: [out]}") == [
                "role 'supervisor' can never find anyone by its sources (\(text)) "
                    + "(policy p, clock c, step first)"
            ]
        )
    }

    @Test func roleThatMayFindSomebody_isNotTold() throws {
        let people =
            "{persons: {a: {superior: b}, b: {}, gone: {deputy: a, away: [{from: 2020-01-01}]}}}"
        for source in ["{superior_of: owner}", "{persons: [gone]}", "{attribute: owner}"] {
            let role = "{from: [\(source)], channels: [out]}"
            #expect(try warnings(people, supervisor: role) == [], "\(source)")
        }
    }

    @Test func roleWithOnlyMail_needsSomebodyWithAnAddress() {
        func warnings(_ kinds: [String: String], _ handles: [String: String]) -> [String] {
            ReachCheck(
                routes: Routes(roles: ["supervisor": ["post", "desk"]]),
                people: Directory(
                    persons: [
                        Person(id: "a", name: "A", handles: handles),
                        Person(id: "b", name: "B", handles: ["email": "b@example.com"]),
                    ],
                    roles: ["supervisor": [.persons(["a"])]]
                ),
                kinds: kinds,
                policies: [],
                administrators: ["supervisor"]
            ).warnings
        }
        let mail = ["post": "email", "desk": "email"]
        #expect(
            warnings(mail, ["dingtalk": "13800000001"]) == [
                "role 'supervisor' has only mail (post, desk), and nobody who could have the role "
                    + "has a handle 'email'"
            ]
        )
        #expect(warnings(mail, ["email": "a@example.com"]) == [])
        #expect(warnings(mail, ["desk": "a@example.com"]) == [])
        #expect(warnings(["post": "email", "desk": "journal"], [:]) == [])
    }
}
