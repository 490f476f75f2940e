import BusinessTime
import Notifications
import People
import ServiceLevels
import Testing
import Watchdog

@testable import Ledger

/// What becomes of a message at the moment at which it would leave.
struct GateTests {
    private static let base = Instant(milliseconds: 1_772_438_400_000)
    private static let now = base + .minutes(40)
    private static let until = now + .hours(1)

    /// The reasons to keep a message back.
    enum Reason: CaseIterable {
        case maintenance, silence, acknowledgement, quietHours

        var cause: Hold.Cause {
            switch self {
            case .maintenance: .maintenance
            case .silence: .silence
            case .acknowledgement: .acknowledged
            case .quietHours: .quietHours
            }
        }
    }

    private func gate(_ reasons: Set<Reason> = []) throws -> Gate {
        let quiet = QuietHours(calendar: try EngineHarness.never(), urgent: .not(.always))
        let isQuiet = reasons.contains(.quietHours)
        let writer = EngineHarness.configuration(
            people: isQuiet ? Directory(quiet: quiet) : Directory(),
            audience: .room
        ).writer
        let window = MaintenanceWindow(
            name: "move",
            when: .always,
            time: .span(from: Self.base, until: Self.until)
        )
        let silence = Silence(
            matcher: Silence.Matcher(ticket: "T1"),
            author: "wang",
            comment: "",
            begins: Self.base,
            ends: Self.until
        )
        let acknowledgement = Acknowledgement(
            ticket: "T1",
            clock: nil,
            by: "li",
            note: "",
            at: Self.now,
            expires: Self.until
        )
        return Gate(
            maintenance: reasons.contains(.maintenance) ? [window] : [],
            silences: reasons.contains(.silence) ? [silence] : [],
            acknowledgements: reasons.contains(.acknowledgement) ? ["T1": [acknowledgement]] : [:],
            routing: writer.routing
        )
    }

    private static let cycle = CycleID(seq: 1, at: base)

    private func alert(_ step: String, ticket: String = "T1") -> AlertIdentity {
        AlertIdentity(
            ticket: ticket,
            clock: "first_response",
            cycle: Self.cycle,
            promiseRevision: 0,
            step: step,
            occurrence: 1
        )
    }

    private func message(
        _ kind: AlertKind,
        _ alerts: [AlertIdentity],
        ticket: String = "T1",
        mayHaveArrived: Bool = false
    ) -> DueMessage {
        let record = DeliveryRecord(
            seq: 1,
            id: "d1",
            ticket: ticket,
            channel: "test",
            recipient: "owner",
            kind: kind.rawValue,
            body: [],
            created: Self.base,
            state: .pending,
            attempts: 0,
            nextAttempt: Self.base,
            finished: nil,
            reason: nil,
            heldFor: nil,
            heldUntil: nil,
            mayHaveArrived: mayHaveArrived,
            retryWindowStart: Self.base
        )
        return DueMessage(record: record, alerts: alerts)
    }

    /// Tickets that came in at `base`, some of them answered since.
    private func tickets(open: [String] = [], answered: [String] = []) throws -> GateTickets {
        let policy = try #require(EngineHarness.configuration().policies.entries.first?.policy)
        var tickets = GateTickets()
        for id in open + answered {
            var events = [TicketEvent(seq: 1, kind: "received", at: Self.base)]
            if answered.contains(id) {
                events.append(
                    TicketEvent(seq: 2, kind: "first_response", at: Self.base + .minutes(30))
                )
            }
            let ticket = Ticket(key: 1, id: id, values: [], layout: .standard, events: events)
            tickets[id] = GateTicket(
                look: PolicyEvaluator(policy: policy).look(at: ticket, now: Self.now)
            )
        }
        return tickets
    }

    private func decision(
        _ message: DueMessage,
        _ tickets: GateTickets,
        _ reasons: Set<Reason> = []
    ) throws -> GateDecision {
        var tickets = tickets
        return try gate(reasons).decision(on: message, &tickets, now: Self.now)
    }

    @Test func reasons_areAskedInOrder() throws {
        let escalation = message(.escalation, [alert("supervisor")])
        var reasons = Set(Reason.allCases)
        for reason in Reason.allCases {
            let decision = try decision(escalation, tickets(open: ["T1"]), reasons)
            guard case .hold(let hold) = decision else {
                Issue.record("\(reason): \(decision)")
                continue
            }
            #expect(hold.cause == reason.cause)
            reasons.remove(reason)
        }
        #expect(try decision(escalation, tickets(open: ["T1"]), reasons) == .send)
    }

    @Test func untrueMessage_isDropped_whateverElseKeepsItBack() throws {
        let escalation = message(.escalation, [alert("supervisor")])
        let answered = try tickets(answered: ["T1"])
        let all = Set(Reason.allCases)
        let dropped = GateDecision.drop(reason: "answered before it left")
        #expect(try decision(escalation, answered, all) == dropped)
        let gone = GateDecision.drop(reason: "the ticket is watched no more")
        #expect(try decision(escalation, tickets(), all) == gone)
    }

    @Test func endOfABreach_isKeptBackByQuietHoursAlone() throws {
        let end = message(.resolved, [alert(AlertIdentity.resolvedStep)])
        let answered = try tickets(answered: ["T1"])
        let others: Set<Reason> = [.maintenance, .silence, .acknowledgement]
        #expect(try decision(end, answered, others) == .send)
        guard case .hold(let hold) = try decision(end, answered, [.quietHours]) else {
            Issue.record("the end of a breach is not kept back at night")
            return
        }
        #expect(hold.cause == .quietHours)
    }

    @Test func endOfABreach_whoseClockRunsAgain_isDroppedAndReopened() throws {
        let end = message(.resolved, [alert(AlertIdentity.resolvedStep)])
        let cycle = CycleKey(clock: "first_response", cycle: Self.cycle, promiseRevision: 0)
        let expected = GateDecision.drop(reason: "the clock runs again", reopening: [cycle])
        #expect(try decision(end, tickets(open: ["T1"])) == expected)
    }

    @Test func digest_ofWhichSomeIsOver_isUnbundledUnlessItMayHaveArrived() throws {
        let alerts = [alert("owner"), alert("owner", ticket: "T2")]
        let digest = message(.digest, alerts, ticket: "")
        let arrived = message(.digest, alerts, ticket: "", mayHaveArrived: true)
        let some = try tickets(open: ["T1"], answered: ["T2"])
        let none = try tickets(answered: ["T1", "T2"])
        #expect(try decision(digest, tickets(open: ["T1", "T2"])) == .send)
        #expect(try decision(digest, some) == .unbundle)
        #expect(try decision(arrived, some) == .send)
        #expect(try decision(digest, none) == .unbundle)
        #expect(try decision(arrived, none) == .drop(reason: "answered before it left"))
    }

    @Test func outage_putsOffWhatIsAboutTickets_untilItIsLong() throws {
        let breach = message(.breach, [alert("owner")])
        let summary = message(.summary, [], ticket: "")
        #expect(try decision(breach, GateTickets(outage: .short)) == .unknown)
        #expect(try decision(breach, GateTickets(outage: .long)) == .send)
        #expect(try decision(summary, GateTickets(outage: .short)) == .send)
    }

    /// A longer target given since undoes no miss that was written down.
    @Test func breachWhoseDeadlineIsAhead_isSentIfItWasDecided() throws {
        let policy = try #require(
            EngineHarness.configuration(response: .hours(2)).policies.entries.first?.policy
        )
        let received = TicketEvent(seq: 1, kind: "received", at: Self.base)
        let ticket = Ticket(key: 1, id: "T1", values: [], layout: .standard, events: [received])
        let breach = message(.breach, [alert("owner")])
        let look = PolicyEvaluator(policy: policy).look(at: ticket, now: Self.now)
        var known = GateTicket(look: look)
        let asks = known.asksForDecisions(on: breach.alerts)
        #expect(asks)
        var tickets = GateTickets()
        tickets["T1"] = known
        #expect(
            try decision(breach, tickets) == .drop(reason: "answered before it left")
        )
        let strict = try #require(EngineHarness.configuration().policies.entries.first?.policy)
        var before = PolicyEvaluator(policy: strict).look(at: ticket, now: Self.now)
        known.decided = Dictionary(
            uniqueKeysWithValues: before.decisions.map { ($0.turn, $0.decision) }
        )
        tickets["T1"] = known
        #expect(try decision(breach, tickets) == .send)
    }
}
