import BusinessTime
import Ledger
import ServiceLevels
import Testing

@testable import Watchdog

/// Which decisions are written down.
struct NewDecisionsTests {
    private static let base = Instant(milliseconds: 1_772_438_400_000)

    @Test(arguments: [Clock.Reopening.ignore, .continue, .restart])
    func knownDecisions_areNotWrittenDownAgain(reopening: Clock.Reopening) {
        let clock = Clock(
            id: "resolution",
            name: LocalizedText([:]),
            start: EventSelector(["received"]),
            satisfiedBy: Satisfaction([EventSelector(["resolved"])]),
            ends: EventSelector(["closed"]),
            reopening: reopening,
            cases: [
                ClockCase(
                    rule: "T-1",
                    target: .time(.minutes(20)),
                    calendar: .always(),
                    ladder: []
                )
            ]
        )
        let events = [("received", 0), ("resolved", 5), ("reopened", 10), ("closed", 50)]
        let ticket = Ticket(
            key: 1,
            id: "T1",
            values: [],
            layout: .standard,
            events: events.enumerated().map { place, event in
                TicketEvent(
                    seq: Int64(place + 1),
                    kind: event.0,
                    at: Self.base + .minutes(Int64(event.1))
                )
            },
            state: .closed
        )
        let policy = Policy(id: "test", name: LocalizedText([:]), clocks: [clock])
        var look = PolicyEvaluator(policy: policy).look(at: ticket, now: Self.base + .hours(2))
        var known: [CycleKey: Decision] = [:]
        for decided in look.newDecisions(known: [:]) { known[decided.turn] = decided.decision }
        #expect(!known.isEmpty)
        #expect(look.newDecisions(known: known) == [])
    }
}
