import Configuration
import ServiceLevels
import Testing

@testable import Reporting
@testable import SlactlCommands

struct PolicyCommandTests {
    @Test func list_isATable() throws {
        try expectSnapshot("policy-list.txt", Shop().slactl("policy", "list").text)
    }

    @Test func listJSON_isStable() throws {
        try expectSnapshot(
            "policy-list.json",
            Shop().slactl("policy", "list", "--format", "json").text
        )
    }

    /// Whatever the files say is shown, of every row and notice.
    @Test func show_hasEveryRuleAndDefault() throws {
        let shop = try Shop()
        let text = try shop.slactl("policy", "show").text
        let json = try shop.slactl("policy", "show", "--format", "json").text
        let configuration = try ConfigOptions.read(shop.config)
        #expect(configuration.policySources.count == 2)
        for policy in configuration.policySources.map(\.policy) {
            for row in policy.clocks.flatMap(\.cases) {
                let mark = row.choice == nil ? "" : " †"
                #expect(text.contains("\n  \(row.rule)\(mark)\n"), "\(row.rule)")
                #expect(
                    text.contains(row.choice.map { "† default  \($0.text(in: .english))" } ?? "")
                )
                #expect(json.contains("\"rule\": \"\(row.rule)\""))
                #expect(row.ladder.allSatisfy { text.contains($0.momentText) })
            }
            for notice in policy.notices {
                #expect(text.contains("notice \(notice.id)  \(notice.name.text(in: .chinese))"))
            }
        }
    }

    @Test func show_isReadable() throws {
        let text = try Shop().slactl("policy", "show", "rapid-response").text
        let clock = text.split(separator: "\n\n").first { $0.hasPrefix("clock first_response") }
        try expectSnapshot("policy-show-clock.txt", String(#require(clock)))
    }

    @Test func showJSON_isStable() throws {
        let text = try Shop().slactl("policy", "show", "rapid-response", "--format", "json").text
        let notice = text.firstRange(of: "\"notices\"").map { String(text[$0.lowerBound...]) }
        try expectSnapshot("policy-show-notices.json", #require(notice))
    }

    @Test func show_ofAnUnknownPolicy_namesTheNearest() throws {
        let failure = try Shop().failure("policy", "show", "rapid-respons")
        #expect(
            failure?.message == "there is no policy 'rapid-respons'; did you mean 'rapid-response'?"
        )
        #expect(failure?.code == 1)
    }

    @Test(arguments: [
        (Predicate.always, "every ticket", "所有工单"), (.all([]), "every ticket", "所有工单"),
        (.any([]), "no ticket", "没有工单"),
        (.test("a", .oneOf(["y", "x"])), "a = x | y", "a = x | y"),
        (.not(.test("a", .oneOf(["x"]))), "a ≠ x", "a ≠ x"),
        (.test("a", .present), "a is given", "a 有值"),
        (.not(.test("a", .present)), "a is empty", "a 为空"),
        (.test("a", .atLeast(2)), "a ≥ 2", "a ≥ 2"),
        (.test("a", .atMost(2.5)), "a ≤ 2.5", "a ≤ 2.5"),
        (.test("a", .contains(["u", "v"])), #"a contains "u" | "v""#, #"a 包含 "u" | "v""#),
        (.test("a", .shorterThan(5)), "a is shorter than 5 characters", "a 少于 5 个字"),
        (
            .all([.test("a", .present), .any([.test("b", .present), .test("c", .present)])]),
            "a is given and (b is given or c is given)", "a 有值 且 (b 有值 或 c 有值)"
        ),
        (
            .not(.all([.test("a", .present), .test("b", .present)])),
            "not (a is given and b is given)", "不是(a 有值 且 b 有值)"
        ),
    ])
    func condition_isReadable(condition: Predicate, english: String, chinese: String) {
        #expect(condition.text == english)
        #expect(condition.text(in: .chinese) == chinese)
    }
}

extension Predicate {
    fileprivate static func test(_ name: String, _ test: ValueTest) -> Predicate {
        .attribute(slot: 0, name: name, test)
    }
}
