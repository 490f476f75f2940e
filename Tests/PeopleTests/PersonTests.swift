import People
import Testing

struct PersonTests {
    @Test func handle_underTheChannelsName_beatsOneUnderItsType() {
        let person = Person(
            id: "li",
            name: "李",
            handles: ["dingtalk": "13800000001", "night": "13800000002"]
        )
        #expect(person.handle(channel: "day", type: "dingtalk") == "13800000001")
        #expect(person.handle(channel: "night", type: "dingtalk") == "13800000002")
        #expect(person.handle(channel: "post", type: "email") == nil)
    }

    @Test func absence_endsBeforeItsEnd() throws {
        let person = Person(
            id: "li",
            name: "李",
            absences: [try away("2026-12-01", "2026-12-06")]
        )
        #expect(person.away(at: try utc("2026-11-30 23:59")) == nil)
        #expect(person.away(at: try utc("2026-12-01")) == (try utc("2026-12-06")))
        #expect(person.away(at: try utc("2026-12-06")) == nil)
    }

    @Test func absencesThatTouchOrOverlap_countAsOne() throws {
        let person = Person(
            id: "li",
            name: "李",
            absences: [
                try away("2026-12-06", "2026-12-08"), try away("2026-12-20", "2026-12-21"),
                try away("2026-12-01", "2026-12-06"), try away("2026-12-02", "2026-12-03"),
            ]
        )
        #expect(person.away(at: try utc("2026-12-01")) == (try utc("2026-12-08")))
        #expect(person.away(at: try utc("2026-12-07")) == (try utc("2026-12-08")))
        #expect(person.away(at: try utc("2026-12-09")) == nil)
    }
}
