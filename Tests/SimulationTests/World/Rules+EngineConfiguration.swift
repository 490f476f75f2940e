import BusinessTime
import Notifications
import ServiceLevels
import Watchdog

/// The engine's side of the rules.
extension Rules {
    /// By which channels each role is reached.
    static let routes = [
        "owner": ["chat"], "supervisor": ["chat", "desk"], "manager": ["desk"],
    ]
    static let channels = ["chat", "desk"]

    /// What the engine judges by.
    func configuration(summaryAbove: Int) throws -> EngineConfiguration {
        EngineConfiguration(
            policies: try Self.policies.get()[edit],
            writer: MessageWriter(
                routes: Routes(roles: Self.routes),
                language: .english,
                zone: .utc,
                ticketURL: nil
            ),
            summaryAbove: summaryAbove,
            fingerprint: "edit \(edit)"
        )
    }

    /// The policies after each edit; made once, as compiling their calendars takes a while.
    private static let policies = Result { try (0..<count).map { try Rules(edit: $0).policies() } }

    private func policies() throws -> PolicySet {
        var layout = AttributeLayout.standard
        let priority = layout.slot(adding: "priority")
        let queue = layout.slot(adding: "queue")
        let isIn = { (name: String) in
            Predicate.attribute(slot: queue, name: "queue", .oneOf([name]))
        }
        let office = try Self.office()
        return PolicySet(
            entries: [
                .init(when: isIn(Self.fast), policy: policy("fast", 2, priority, office)),
                .init(
                    when: .not(isIn(Self.ignored)),
                    policy: policy("usual", 1, priority, office)
                ),
            ],
            layout: layout
        )
    }

    private func policy(
        _ id: String,
        _ speed: Int,
        _ slot: Int,
        _ office: BusinessCalendar
    ) -> Policy {
        Policy(
            id: id,
            name: LocalizedText([:]),
            automatic: ["robot"],
            clocks: clocks.map { $0.clock(speed, slot, office) },
            notices: [
                Notice(
                    id: Self.notice,
                    rule: Self.notice,
                    name: LocalizedText([.english: "Not satisfied"]),
                    on: EventSelector(["dissatisfied"]),
                    once: .event,
                    ends: EventSelector(["cancelled"]),
                    roles: Self.noticeRoles
                )
            ]
        )
    }

    /// Monday to Friday, 09:00 to 18:00 in UTC.
    private static func office() throws -> BusinessCalendar {
        var week: [Weekday: [OpenHours]] = [:]
        guard let open = CivilTime(hour: 9, minute: 0), let close = CivilTime(hour: 18, minute: 0)
        else { preconditionFailure("no such times") }
        for day in Weekday.allCases.prefix(5) { week[day] = [OpenHours(open: open, close: close)] }
        return try BusinessCalendar(CalendarDefinition(name: "office", zone: .utc, week: week))
    }
}

extension Rule {
    fileprivate func clock(_ speed: Int, _ slot: Int, _ office: BusinessCalendar) -> Clock {
        Clock(
            id: clock,
            name: LocalizedText([.english: clock]),
            start: EventSelector(starts, due: isNamed ? .present : .any),
            starting: starting,
            satisfiedBy: Satisfaction(satisfied.map { EventSelector([$0]) }),
            ends: EventSelector(ends),
            pauses: pauses ? .everyWait : .never,
            promises: promises,
            cases: rows.map { row in
                ClockCase(
                    rule: id,
                    when: row.priority.map {
                        .attribute(slot: slot, name: "priority", .oneOf([$0]))
                    } ?? .always,
                    target: isNamed ? .named : .time(.minutes(Int64(row.minutes / speed))),
                    recurring: starting == .last,
                    calendar: row.inOffice ? office : .always(),
                    ladder: ladder.map(\.step)
                )
            }
        )
    }
}

extension Rule.Rung {
    fileprivate var step: Step {
        Step(
            name: name,
            kind: kind,
            moment: part.map(Step.Moment.fraction) ?? .offset(.minutes(Int64(after))),
            every: every.map { .minutes(Int64($0)) },
            roles: roles
        )
    }
}
