import BusinessTime
import SlawatchTesting
import Testing

@testable import ServiceLevels

/// The same facts in another order of entry, and rows that the events contradict.
struct HistoryTests {
    private func ticket(_ events: [TicketEvent], _ state: TicketState) -> Ticket {
        Ticket(
            key: 1,
            id: "A",
            values: [],
            layout: AttributeLayout(),
            events: events,
            state: state
        )
    }

    private func event(_ seq: Int64, _ kind: String, _ minute: Int64) -> TicketEvent {
        TicketEvent(seq: seq, kind: kind, at: Instant(milliseconds: minute * 60_000))
    }

    /// A possible history, a minute or more between any two events: worked on, waiting, finished,
    /// reopened, and the state in which it ends.
    private func history(
        _ random: inout SplitMix64
    ) -> (events: [(kind: String, minute: Int64)], state: TicketState) {
        var minute: Int64 = 100
        var events = [(kind: Milestone.received, minute: minute)]
        var state = TicketState.working
        for _ in 0..<Int.random(in: 3...14, using: &random) {
            minute += Int64.random(in: 1...90, using: &random)
            let moves: [(String, TicketState)] =
                switch state {
                case .working, .unstated:
                    [
                        (Milestone.waiting, .waiting), (Milestone.resolved, .resolved),
                        (Milestone.closed, .closed), (Milestone.progress, .working),
                        (Milestone.customerMessage, .working),
                    ]
                case .waiting:
                    [(Milestone.resumed, .working), (Milestone.customerMessage, .waiting)]
                case .resolved: [(Milestone.reopened, .working), (Milestone.closed, .closed)]
                case .closed: [(Milestone.reopened, .working)]
                }
            let move = moves[Int.random(in: 0..<moves.count, using: &random)]
            events.append((move.0, minute))
            state = move.1
        }
        return (events, state)
    }

    @Test func aPossibleHistory_isTheSameInEveryOrderOfEntry() {
        var random = SplitMix64(seed: 8)
        for _ in 0..<500 {
            let (facts, state) = history(&random)
            let entered = { (facts: [(kind: String, minute: Int64)]) in
                facts.enumerated().map { self.event(Int64($0 + 1), $1.kind, $1.minute) }
            }
            let expected = ticket(entered(facts), state)
            let shuffled = ticket(entered(facts.shuffled(using: &random)), state)
            let times = { (ticket: Ticket) in ticket.events.map { "\($0.kind) \($0.at)" } }
            #expect(times(shuffled) == times(expected))
            #expect(shuffled.pauses == expected.pauses)
        }
    }

    @Test func whateverTheTimes_theHistoryEndsWhereTheRowStands() {
        var random = SplitMix64(seed: 9)
        let states: [TicketState] = [.working, .waiting, .resolved, .closed]
        for _ in 0..<2_000 {
            let events = (1...Int64.random(in: 1...9, using: &random)).map { seq in
                event(
                    seq,
                    Milestone.lifecycle.sorted()[Int.random(in: 0..<5, using: &random)],
                    Int64.random(in: 1...20, using: &random)
                )
            }
            let state = states[Int.random(in: 0..<4, using: &random)]
            let ticket = ticket([event(0, Milestone.received, 1)] + events, state)
            let finishing = Milestone.settling.union([Milestone.reopened])
            let last = ticket.events.last { finishing.contains($0.kind) }?.kind
            switch state {
            case .waiting: #expect(ticket.pauses.last.map { $0.to == nil } == true)
            case .resolved, .closed: #expect(last.map(Milestone.settling.contains) == true)
            case .working, .unstated:
                #expect(!(last.map(Milestone.settling.contains) ?? false))
            }
            if state != .waiting { #expect(ticket.pauses.allSatisfy { $0.to != nil }) }
            #expect(ticket.pauses.allSatisfy { wait in wait.to.map { wait.from < $0 } ?? true })
            #expect(zip(ticket.events, ticket.events.dropFirst()).allSatisfy { $0.at <= $1.at })
            // No event is lost, and each keeps the time that it was recorded with.
            let kept = ticket.events.filter { event in events.contains { $0.seq == event.seq } }
            #expect(Set(events.map(\.stamp)).isSubset(of: Set(kept.map(\.stamp))))
        }
    }

    @Test func anAnswerEnteredAfterItsQuestionAndDatedBeforeIt_counts() {
        let clock = Clock(
            id: "plan",
            name: LocalizedText([:]),
            start: EventSelector(["dissatisfied"]),
            satisfiedBy: Satisfaction([EventSelector(["final_plan"])]),
            ends: EventSelector([]),
            cases: []
        )
        let row = ClockCase(rule: "R", target: .time(.hours(1)), calendar: .always(), ladder: [])
        let rules = ClockRow(clock: clock, row: row, automatic: TextSet([]), condition: 0)
        var finder = CycleFinder(rules)
        func satisfied(_ question: Int64, _ answer: (seq: Int64, minute: Int64)) -> Bool {
            let asked = event(question, "dissatisfied", 60)
            let answered = event(answer.seq, "final_plan", answer.minute)
            finder.find(rules, in: ticket([asked, answered], .unstated))
            return finder.cycles[0].satisfied != nil
        }
        #expect(satisfied(1, (2, 59)))
        #expect(!satisfied(2, (1, 59)), "it was there before anybody asked")
        #expect(!satisfied(1, (2, 50)), "no clocks are that far apart")
    }
}
