import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import Testing

@testable import Notifications

/// Tickets, policies and moments that messages are made of in tests.
enum MessageSamples {
    /// Monday 2026-03-09, 10:00 in Shanghai.
    static let start = Instant(milliseconds: 1_773_021_600_000)
    static let roles = ["owner", "supervisor", "group"]
    static let routes = Routes(roles: [
        "owner": ["webhook"], "supervisor": ["webhook", "journal"], "group": ["journal"],
    ])

    /// What a ticket's alerts make messages of.
    static let kinds: [AlertKind] = [.warning, .nudge, .breach, .escalation, .notice, .summary]

    static func zone() throws -> ZoneRules { try ZoneRules(named: "Asia/Shanghai") }

    static func writer(
        _ language: Language = .chinese,
        routes: Routes = routes,
        url: String? = "https://crm.example.com/tickets/{id}?tab=sla"
    ) throws -> MessageWriter {
        MessageWriter(routes: routes, language: language, zone: try zone(), ticketURL: url)
    }

    static func ticket(
        _ id: String = "20260309001",
        _ changes: [String: String] = [:],
        events: [TicketEvent] = []
    ) -> Ticket {
        var attributes = [
            "status": "处理中", "priority": "P1", "kind": "故障", "owner": "李明", "supervisor": "王芳",
            "team": "技术支持", "customer": "张三 13812345678", "title": "无法登录，请回电 zhang.san@example.com",
        ]
        attributes.merge(changes) { $1 }
        return Ticket(
            key: 1,
            id: id,
            values: AttributeLayout.standard.names.map { attributes[$0] },
            layout: .standard,
            events: events
        )
    }

    static func step(
        _ kind: AlertKind,
        clock: String = "first_response",
        name: String? = nil,
        due: TimeSpan? = .minutes(15),
        occurrence: Int = 1,
        roles: [String] = ["owner"]
    ) -> DueStep {
        DueStep(
            identity: AlertIdentity(
                ticket: "20260309001",
                clock: clock,
                cycle: CycleID(seq: 7, at: start),
                promiseRevision: 0,
                step: name ?? kind.rawValue,
                occurrence: occurrence
            ),
            kind: kind,
            rule: "S0-4a",
            name: LocalizedText([.chinese: "首次响应", .english: "First response"]),
            at: start + (due ?? .zero),
            roles: roles,
            started: start,
            due: due.map { start + $0 },
            calendar: "office"
        )
    }

    /// What the writer is given for one kind of alert, and the moment.
    static func alert(_ kind: AlertKind) -> (alert: Alert, now: Instant) {
        switch kind {
        case .warning, .summary:
            return (Alert(step: step(.warning)), start + .minutes(11) + .seconds(15))
        case .nudge:
            var alert = Alert(step: step(.nudge, clock: "progress", occurrence: 4))
            alert.missedOccurrences = 2
            return (alert, start + .minutes(16))
        case .breach:
            var alert = Alert(step: step(.breach, roles: ["owner", "supervisor"]))
            alert.covered = [step(.warning)]
            return (alert, start + .minutes(15) + .milliseconds(1))
        case .escalation:
            return (
                Alert(step: step(.escalation, name: "level 2", roles: ["supervisor"])),
                start + .hours(26)
            )
        case .notice, .resolved, .digest, .drill:
            return (Alert(step: step(.notice, clock: "vip", due: nil)), start)
        }
    }

    /// The reading of the clock that the samples speak of, by the real rules.
    static func readings(now: Instant) throws -> [ClockReading] {
        let office = try BusinessCalendar(
            CalendarDefinition(
                name: "office",
                zone: zone(),
                week: Dictionary(
                    uniqueKeysWithValues: Weekday.allCases.map { day in
                        (
                            day,
                            [
                                OpenHours(
                                    open: try #require(CivilTime(hour: 9, minute: 0)),
                                    close: try #require(CivilTime(hour: 18, minute: 0))
                                )
                            ]
                        )
                    }
                )
            )
        )
        let clock = Clock(
            id: "first_response",
            name: LocalizedText([.chinese: "首次响应", .english: "First response"]),
            start: EventSelector(["received"]),
            satisfiedBy: Satisfaction([]),
            ends: EventSelector(["closed"]),
            cases: [
                ClockCase(
                    rule: "S0-4a",
                    target: .time(.minutes(15)),
                    calendar: office,
                    ladder: [],
                    choice: LocalizedText([
                        .chinese: "the standard does not say whether lunch counts"
                    ])
                )
            ]
        )
        let event = TicketEvent(seq: 7, kind: "received", at: start)
        let policy = Policy(id: "p", name: LocalizedText([:]), clocks: [clock])
        let reader = PolicyEvaluator(policy: policy)
        return reader.readings(of: ticket(events: [event]), now: now, explained: true)
    }
}
