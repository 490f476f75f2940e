import Testing

@testable import SlactlCommands

/// Who would hear of a step, when and where.
struct ExplainPeopleTests {
    private func clock(_ name: String, of text: String) throws -> String {
        String(try #require(text.split(separator: "\n\n").first { $0.hasPrefix(name) }))
    }

    @Test func steps_nameTheirPersons() throws {
        let shop = try Shop.withPeople()
        try shop.receive("A1", at: "2026-11-22 11:30", ["priority": "高", "owner": "张三"])
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        let past = try clock("first_response", of: text)
        #expect(past.contains("whether raised  owner (张三) → desk"))
        #expect(past.contains("supervisor (李四) → desk"))
        #expect(try clock("resolution", of: text).contains("supervisor (李四) → desk"))
        try expectSnapshot("explain-people.txt", past)
    }

    @Test func steps_areResolvedAtTheirOwnMoment() throws {
        let shop = try Shop.withPeople()
        try shop.receive("A1", at: "2026-11-30 23:30", ["priority": "高", "owner": "张三"])
        let text = try shop.slactl(
            "explain",
            "A1",
            "--language",
            "en",
            "--at",
            "2026-11-30 23:40"
        ).text
        #expect(try clock("first_response", of: text).contains("owner (张三) → desk"))
        // The owner is away from midnight on.
        #expect(try clock("resolution", of: text).contains("owner (王五 for 张三) → desk"))
        let chinese = try shop.slactl("explain", "A1", "--at", "2026-11-30 23:40").text
        #expect(chinese.contains("owner（王五 代 张三） → desk"))
    }

    @Test func quietHours_holdBackWhatIsNotUrgent() throws {
        let shop = try Shop.withPeople()
        try shop.receive("A1", at: "2026-11-23 22:00", ["priority": "中", "owner": "张三"])
        let at = "2026-11-23 22:05"
        let text = try shop.slactl("explain", "A1", "--language", "en", "--at", at).text
        let clock = try clock("first_response", of: text)
        #expect(clock.contains("owner (张三 waits until 2026-11-24 09:00) → desk"))
        #expect(clock.contains("owner (张三 waits until 09:00) → desk"))
        // 李四 has no quiet hours.
        #expect(clock.contains("supervisor (李四) → desk"))
        let chinese = try shop.slactl("explain", "A1", "--at", at).text
        #expect(chinese.contains("owner（张三 免打扰至 09:00） → desk"))
    }

    @Test func S0_6_transfer_namesItsOwnDepartment() throws {
        let shop = try Shop.withPeople()
        try shop.receive(
            "A1",
            at: "2026-11-22 11:30",
            ["priority": "高", "owner": "张三", "department": "物流部"]
        )
        try shop.happens(
            "transfer",
            to: "A1",
            at: "2026-11-22 11:40",
            about: "技术支持组",
            due: "2026-11-22 14:00"
        )
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        #expect(try clock("department", of: text).contains("department (张三, 王五) → journal"))
    }

    @Test func quietHours_alsoHoldBackARoleAsAWhole_andNoProgram() throws {
        let shop = try Shop.withPeople()
        try shop.edit("slawatchd.yaml") { text in
            text.replacing("owner: {from: [{attribute: owner}], channels", with: "owner: {channels")
        }
        try shop.receive("A1", at: "2026-11-23 22:00", ["priority": "中"])
        func explain() throws -> String {
            try shop.slactl("explain", "A1", "--language", "en").text
        }
        shop.now = try shanghai("2026-11-23 22:05")
        #expect(try explain().contains("owner waits until 2026-11-24 09:00 → desk"))
        try shop.edit("slawatchd.yaml") { $0.replacing("[desk]", with: "[journal]") }
        #expect(try explain().contains("owner → journal"))
        #expect(try !explain().contains("waits until"))
    }

    @Test func roleWithoutAnybody_isLeftToTheFallback() throws {
        let shop = try Shop.withPeople()
        try shop.receive("A1", at: "2026-11-22 11:55", ["priority": "高"])
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        #expect(text.contains("supervisor in place of owner (李四 for 赵六) → desk"))
        let chinese = try shop.slactl("explain", "A1").text
        #expect(chinese.contains("supervisor 代替无人的 owner（李四 代 赵六） → desk"))
    }

    @Test func roles_sayWhyTheyAreWhomTheyAre() throws {
        let shop = try Shop.withPeople()
        try shop.receive("A1", at: "2026-11-22 11:55", ["priority": "高", "owner": "赵六, 钱七"])
        try shop.receive("B2", at: "2026-11-22 11:55", ["priority": "高"])
        let blocks = try [
            shop.slactl("explain", "A1", "--language", "en"), shop.slactl("explain", "A1"),
            shop.slactl("explain", "B2", "--language", "en"), shop.slactl("explain", "B2"),
        ].map { String(try #require($0.text.split(separator: "\n\n").last)) }
        try expectSnapshot("explain-roles.txt", blocks.joined(separator: "\n\n"))
    }

    @Test func json_hasPersonsAndWaits() throws {
        let shop = try Shop.withPeople()
        try shop.receive("A1", at: "2026-11-23 22:00", ["priority": "中", "owner": "张三，钱七"])
        let text = try shop.slactl(
            "explain",
            "A1",
            "--at",
            "2026-11-23 22:05",
            "--format",
            "json"
        ).text
        try expectSnapshot("explain-people.json", text)
    }
}
