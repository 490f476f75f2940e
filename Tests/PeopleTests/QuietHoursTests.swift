import BusinessTime
import People
import ServiceLevels
import Testing

struct QuietHoursTests {
    private func hours(kinds: Set<AlertKind> = []) throws -> QuietHours {
        var layout = AttributeLayout(["priority"])
        let urgent = Predicate.attribute(
            slot: layout.slot(adding: "priority"),
            name: "priority",
            .oneOf(["high", "高", "P0", "P1", "紧急"])
        )
        return QuietHours(calendar: try office(), urgent: urgent, kinds: kinds)
    }

    @Test func openTime_isNotQuiet() throws {
        #expect(try hours().until(utc("2026-11-23 09:00")) == nil)
        #expect(try hours().until(utc("2026-11-23 17:59")) == nil)
    }

    @Test func quiet_lastsUntilTheNextOpening() throws {
        let monday = try utc("2026-11-23 09:00")
        #expect(try hours().until(utc("2026-11-20 18:00")) == monday)
        #expect(try hours().until(utc("2026-11-22 12:00")) == monday)
    }

    @Test(arguments: ["high", "高", "P0", "P1", "紧急"])
    func urgentTickets_areNotHeldBack(priority: String) throws {
        let night = try utc("2026-11-22 02:00")
        let urgent = ticket(["priority": priority])
        #expect(try hours().holdsBack(.breach, about: urgent, at: night) == nil)
    }

    @Test(arguments: ["medium", "P2", "", "highest"])
    func otherTickets_areHeldBack(priority: String) throws {
        let night = try utc("2026-11-22 02:00")
        let other = ticket(["priority": priority])
        let until = try hours().holdsBack(.breach, about: other, at: night)
        #expect(until == (try utc("2026-11-23 09:00")))
    }

    @Test func kindsThatPass_areNotHeldBack() throws {
        let night = try utc("2026-11-22 02:00")
        let quiet = try hours(kinds: [.escalation])
        #expect(quiet.holdsBack(.escalation, about: ticket(["priority": "low"]), at: night) == nil)
        #expect(quiet.holdsBack(.breach, about: ticket(["priority": "low"]), at: night) != nil)
    }

    @Test func directory_knowsWhoseQuietHoursCount() throws {
        let own = try hours(kinds: [.escalation])
        let directory = Directory(
            persons: [
                Person(id: "a", name: "A"), Person(id: "b", name: "B", quiet: .none),
                Person(id: "c", name: "C", quiet: .own(own)),
            ],
            quiet: try hours()
        )
        #expect(directory.quietHours(of: "a")?.kinds == [])
        #expect(directory.quietHours(of: "b") == nil)
        #expect(directory.quietHours(of: "c")?.kinds == [.escalation])
        // Whoever is not listed, and a role as a whole.
        #expect(directory.quietHours(of: "x")?.kinds == [])
        #expect(directory.quietHours(of: nil)?.kinds == [])
        #expect(Directory().quietHours(of: "a") == nil)
    }
}
