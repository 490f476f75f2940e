import BusinessTime
import Testing
import TicketStore

@testable import TicketStoreAdmin

struct EventTimeTests {
    let shanghai: ZoneRules

    init() throws {
        shanghai = try ZoneRules(named: "Asia/Shanghai")
    }

    @Test(arguments: [
        "2026-11-22T10:15:00+08:00", "2026-11-22T02:15Z", "2026-11-22 10:15",
        "2026-11-22 10:15:00", "2026/11/22 10:15", "2026.11.22 10:15", "2026-11-22T10:15",
        "2026年11月22日 10:15", "2026年11月22日10：15",
    ])
    func timesAreUnderstood(_ text: String) throws {
        #expect(
            try EventTime.parse(text, in: shanghai) == Instant(milliseconds: 1_795_313_700_000)
        )
    }

    @Test(arguments: ["", "soon", "2026-11-22", "10:15", "2026-13-01 10:15", "22/11/2026 10:15"])
    func othersAreNot(_ text: String) {
        let error = storeError { _ = try EventTime.parse(text, in: shanghai) }
        #expect(error?.message == "'\(text)' is not a time")
    }

    @Test func slipsAreRefused() {
        let now = Instant(milliseconds: 1_795_313_700_000)
        #expect(storeError { try EventTime.check(now + .hours(25), now: now) } != nil)
        #expect(storeError { try EventTime.check(now + .hours(1), now: now) } == nil)
        #expect(storeError { try EventTime.check(Instant(milliseconds: 1), now: now) } != nil)
        #expect(storeError { try EventTime.check(due: now, at: now) } != nil)
        #expect(storeError { try EventTime.check(due: now + .seconds(1), at: now) } == nil)
        #expect(storeError { try EventTime.check(due: now + .days(9999), at: now) } != nil)
    }
}
