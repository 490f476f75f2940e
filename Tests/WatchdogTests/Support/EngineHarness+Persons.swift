import BusinessTime
import Notifications
import People
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

extension EngineHarness {
    /// The persons of the tests: departments are groups with a head.
    static let persons = [
        Person(id: "li", name: "李明"), Person(id: "wang", name: "王芳"),
        Person(id: "chen", name: "陈工"), Person(id: "zhao", name: "赵六"),
    ]
    static let departments = [
        Group(name: "logistics", aliases: ["物流部"], members: ["chen"]),
        Group(name: "finance", aliases: ["财务部"], members: ["zhao"]),
    ]

    /// Clocks and notices that tell owner and first responder (S1-12), departments (S0-6), and
    /// lead and co-operating departments (S4-9).
    static func together(
        people: Directory = Directory(persons: persons, groups: departments),
        routes: [String: [String]] = [:],
        audience: Audience = .room
    ) -> EngineConfiguration {
        var layout = AttributeLayout.standard
        for name in ["lead", "departments"] { _ = layout.slot(adding: name) }
        let roles = [
            "owner", "first_responder", "supervisor", "department", "lead", "departments",
        ]
        let everywhere = Dictionary(uniqueKeysWithValues: roles.map { ($0, ["test"]) })
        let policy = Policy(
            id: "together",
            name: LocalizedText([:]),
            automatic: ["bot"],
            clocks: [progress, department],
            notices: [
                Notice(
                    id: "progress_told",
                    rule: "S4-9",
                    name: LocalizedText([.english: "Progress told"]),
                    on: EventSelector(["progress"], byPerson: true),
                    once: .event,
                    ends: EventSelector(["closed"]),
                    roles: ["lead", "departments"]
                )
            ]
        )
        return EngineConfiguration(
            policies: PolicySet(entries: [.init(when: .always, policy: policy)], layout: layout),
            writer: MessageWriter(
                routes: Routes(roles: everywhere.merging(routes) { _, own in own }),
                language: .english,
                zone: .utc,
                ticketURL: nil,
                people: people,
                audiences: ["test": audience, "other": audience]
            ),
            shadow: false,
            fingerprint: "together"
        )
    }

    private static var progress: Clock {
        Clock(
            id: "progress",
            name: LocalizedText([.english: "Progress"]),
            start: EventSelector(["first_response", "progress"]),
            starting: .last,
            satisfiedBy: Satisfaction([EventSelector(["progress"])]),
            ends: EventSelector(["resolved", "closed"]),
            cases: [
                ClockCase(
                    rule: "S1-12",
                    target: .time(.hours(1)),
                    recurring: true,
                    calendar: .always(),
                    ladder: [
                        Step(
                            name: "nudge",
                            kind: .nudge,
                            moment: .offset(.zero),
                            every: .hours(1),
                            roles: ["owner", "first_responder"]
                        )
                    ]
                )
            ]
        )
    }

    private static var department: Clock {
        Clock(
            id: "department",
            name: LocalizedText([.english: "Department"]),
            start: EventSelector(["transfer"], due: .present),
            starting: .each,
            satisfiedBy: Satisfaction([EventSelector(["department_done"])]),
            ends: EventSelector(["resolved", "closed"]),
            cases: [
                ClockCase(
                    rule: "S0-6",
                    target: .named,
                    calendar: .always(),
                    ladder: [
                        Step(
                            name: "department",
                            kind: .breach,
                            moment: .offset(.zero),
                            roles: ["department"]
                        ),
                        Step(
                            name: "supervisor",
                            kind: .escalation,
                            moment: .offset(.minutes(10)),
                            roles: ["supervisor"]
                        ),
                    ]
                )
            ]
        )
    }

    /// Adds the ticket `T1`.
    func add(_ attributes: [String: String]) throws {
        try writer.add(attributes, id: "T1", received: now)
        try wake()
    }

    /// Something happens to `T1`, and the engine sees it.
    func happens(
        _ kind: String,
        by author: String? = nil,
        about subject: String? = nil,
        due: Instant? = nil
    ) throws {
        let act = TicketAct(at: now, by: author)
        try writer.append(kind, to: "T1", subject: subject, due: due, act)
        try wake()
    }
}

extension RecordingChannel.Sent {
    /// What it is and whom it is for: `nudge S1-12 → owner:li first_responder:li`; a department
    /// that an alert is about stands behind its rule.
    var line: String {
        let alerts = message.data.alerts.map { alert in
            [alert.kind, alert.rule, alert.subject].compactMap(\.self).joined(separator: " ")
        }
        let people = message.data.recipients.map { recipient in
            [recipient.role, recipient.id ?? recipient.person].compactMap(\.self)
                .joined(separator: ":")
        }
        return "\(alerts.joined(separator: " + ")) → \(people.joined(separator: " "))"
    }
}
