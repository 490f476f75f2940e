import BusinessTime
import Foundation
import Testing

@testable import ServiceLevels

/// Steps of a ladder that are counted in working days of the clock's calendar.
struct StepDaysTests {
    private func instant(_ text: String) throws -> Instant {
        try #require(Instant(iso8601: text), "\(text)")
    }

    /// Monday to Friday, 09:00 to 18:00, in UTC; 2026-11-20 is a Friday.
    private func calendar() throws -> BusinessCalendar {
        let nine = try #require(CivilTime("09:00"))
        let six = try #require(CivilTime("18:00"))
        let days = Weekday.allCases.filter { $0 != .saturday && $0 != .sunday }
        let week = Dictionary(
            uniqueKeysWithValues: days.map { ($0, [OpenHours(open: nine, close: six)]) }
        )
        return try BusinessCalendar(CalendarDefinition(name: "c", zone: .utc, week: week))
    }

    /// When each step of a ladder has been due by a moment, of a deadline at Friday noon.
    private func due(_ ladder: [Step], at moment: String) throws -> [String] {
        let clock = Clock(
            id: "c",
            name: LocalizedText([.english: "c"]),
            start: EventSelector(["received"]),
            satisfiedBy: Satisfaction([EventSelector(["resolved"])]),
            ends: EventSelector(["closed"]),
            cases: [
                ClockCase(
                    rule: "R",
                    target: .time(.hours(21)),
                    calendar: try calendar(),
                    ladder: ladder
                )
            ]
        )
        let policy = Policy(id: "p", name: LocalizedText([:]), clocks: [clock], notices: [])
        let ticket = Ticket(
            key: 1,
            id: "A",
            values: [],
            layout: AttributeLayout(),
            events: [
                TicketEvent(seq: 1, kind: "received", at: try instant("2026-11-18T09:00:00Z"))
            ]
        )
        let now = try instant(moment)
        return PolicyEvaluator(policy: policy).evaluate(ticket, now: now).due.map {
            "\($0.identity.step) \($0.identity.occurrence) \($0.at.iso8601())"
        }
    }

    private func step(_ name: String, _ moment: Step.Moment, everyDays: Int? = nil) -> Step {
        Step(name: name, kind: .escalation, moment: moment, everyDays: everyDays, roles: ["a"])
    }

    @Test func step_isCountedInWorkingDays_onTheClocksCalendar() throws {
        let ladder = [step("before", .workingDays(-1)), step("after", .workingDays(3))]
        // The deadline is Friday 12:00; three working days on is Wednesday at the same time.
        let before = "before 1 2026-11-19T12:00:00Z"
        let after = "after 1 2026-11-25T12:00:00Z"
        #expect(try due(ladder, at: "2026-11-19T11:59:59Z") == [])
        #expect(try due(ladder, at: "2026-11-25T12:00:00Z") == [before])
        #expect(try due(ladder, at: "2026-11-25T12:00:01Z") == [before, after])
    }

    @Test func repetition_isCountedInWorkingDays() throws {
        let ladder = [step("again", .offset(.zero), everyDays: 2)]
        #expect(try due(ladder, at: "2026-11-20T12:00:01Z") == ["again 1 2026-11-20T12:00:00Z"])
        #expect(try due(ladder, at: "2026-11-24T12:00:00Z") == ["again 1 2026-11-20T12:00:00Z"])
        #expect(try due(ladder, at: "2026-11-24T12:00:01Z") == ["again 2 2026-11-24T12:00:00Z"])
        // Two hundred working days are forty weeks.
        #expect(
            try due(ladder, at: "2027-08-27T12:00:01Z") == ["again 101 2027-08-27T12:00:00Z"]
        )
    }

    @Test func repetition_inTime_isFoundAsWellAfterYears() throws {
        let ladder = [
            Step(
                name: "again",
                kind: .nudge,
                moment: .offset(.hours(1)),
                every: .minutes(90),
                roles: ["a"]
            )
        ]
        // Six a day; 260 working days are 52 weeks.
        #expect(
            try due(ladder, at: "2027-11-19T13:00:01Z") == ["again 1561 2027-11-19T13:00:00Z"]
        )
    }

    @Test func ladderKeptBefore_isReadAsItWas_withItsMark() throws {
        let text = """
            {"name":"x","kind":"escalation","moment":{"offset":{"_0":{"milliseconds":900000}}},\
            "every":{"milliseconds":1000},"roles":["a"]}
            """
        let kept = try JSONDecoder().decode(Step.self, from: Data(text.utf8))
        let step = Step(
            name: "x",
            kind: .escalation,
            moment: .offset(.minutes(15)),
            every: .seconds(1),
            roles: ["a"]
        )
        #expect(kept == step)
        // As it was made before steps in working days: it stands in ledgers.
        #expect(Ladder(rule: "R", steps: [kept]).mark == Self.mark)
        let days = self.step("d", .workingDays(3), everyDays: 1)
        let copy = try JSONDecoder().decode(Step.self, from: try JSONEncoder().encode(days))
        #expect(copy == days)
        #expect(
            Ladder(rule: "R", steps: [days]).mark
                != Ladder(rule: "R", steps: [self.step("d", .workingDays(2), everyDays: 1)]).mark
        )
    }

    private static let mark: Int64 = -8_225_393_428_949_478_214
}
