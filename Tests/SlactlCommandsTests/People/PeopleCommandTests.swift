import Testing

@testable import SlactlCommands

struct PeopleCommandTests {
    @Test func duty_isReadable() throws {
        let text = try Shop.withPeople().slactl("duty", "--days", "10").text
        try expectSnapshot("duty.txt", text)
    }

    @Test func dutyJSON_isStable() throws {
        let text = try Shop.withPeople().slactl("duty", "--days", "3", "--format", "json").text
        try expectSnapshot("duty.json", text)
    }

    @Test func dutyBeforeTheFirstDay_isNobodys() throws {
        let text = try Shop.withPeople().slactl("duty", "--at", "2026-01-01 12:00").text
        #expect(text.contains("supervisors  nobody"))
        #expect(text.contains("李四  2026-01-05 09:00"))
    }

    @Test func dutyWithoutRosters_saysSo() throws {
        #expect(try Shop().slactl("duty").text == "no rosters are configured")
    }

    @Test func person_isReadable() throws {
        let text = try Shop.withPeople().slactl("person", "张三").text
        try expectSnapshot("person.txt", text)
    }

    @Test func persons_areListed() throws {
        try expectSnapshot("persons.txt", Shop.withPeople().slactl("person").text)
    }

    @Test func personJSON_isStable() throws {
        let text = try Shop.withPeople()
            .slactl("person", "zhao.liu", "--at", "2026-11-23 12:00", "--format", "json").text
        try expectSnapshot("person.json", text)
    }

    @Test func handles_areMasked_unlessAskedFor() throws {
        let shop = try Shop.withPeople()
        for format in ["table", "json"] {
            let masked = try shop.slactl("person", "zhangsan", "--format", format).text
            #expect(masked.contains("138****0001") && masked.contains("z***@example.com"))
            #expect(!masked.contains("13800000001") && !masked.contains("zhang@"))
            let other = try shop.slactl("person", "li.si", "--format", format).text
            #expect(other.contains("l***") && !other.contains("lisi"))
            let full = try shop.slactl("person", "zhangsan", "--show-contacts", "--format", format)
            #expect(full.text.contains("13800000001") && full.text.contains("zhang@example.com"))
        }
    }

    @Test(arguments: [
        ("zhang.sam", "Error: there is no person 'zhang.sam'; did you mean 'zhang.san'?"),
        ("somebody", "Error: there is no person 'somebody'; see slactl person"),
        ("技术支持组", "Error: '技术支持组' is a group; its members are zhang.san, wang.wu"),
    ])
    func unknownPerson_isTold(name: String, expected: String) throws {
        let failure = try Shop.withPeople().failure("person", name)
        #expect(
            failure?.message.replacing("Error: ", with: "") == expected.dropFirst(7).description
        )
        #expect(failure?.code == 1)
    }

    @Test func nameOfSeveral_asksForTheId() throws {
        let shop = try Shop.withPeople()
        try shop.edit("slawatchd.yaml") { $0.replacing("name: 王五", with: "name: 张三") }
        let failure = shop.failure("person", "张三")
        #expect(
            failure?.message == "several persons are called '张三'; take one of the ids "
                + "wang.wu, zhang.san"
        )
    }

    @Test func configCheck_countsPeople() throws {
        let text = try Shop.withPeople().slactl("config", "check").text
        #expect(text.contains("4 persons, 1 group, 1 roster, fallback supervisor"))
        #expect(text.contains("supervisor → desk  from superior of owner; roster supervisors"))
    }
}
