import BusinessTime
import ServiceLevels
import SlawatchTesting

/// The calendars that random policies count on: odd zones, nights, breaks, clocks that change.
enum RandomCalendars {
    static func all() throws -> [SlowHours] { try shared.get() }

    /// Made once: looking at every tick of a month takes a while.
    private static let shared = Result {
        [
            SlowHours(.always()),
            try hours("chatham", "Pacific/Chatham", "09:00-12:00", "13:00-18:00"),
            try hours("kathmandu", "Asia/Kathmandu", "10:00-17:00"),
            try hours("lord_howe", "Australia/Lord_Howe", "08:30-17:30"),
            try hours("night", "Europe/Dublin", "22:00-06:00"),
        ]
    }

    private static func hours(_ name: String, _ zone: String, _ texts: String...) throws
        -> SlowHours
    {
        let open = texts.compactMap { text -> OpenHours? in
            let times = text.split(separator: "-").compactMap { CivilTime(String($0)) }
            return times.count == 2 ? OpenHours(open: times[0], close: times[1]) : nil
        }
        var week = Dictionary(
            uniqueKeysWithValues: Weekday.allCases.prefix(5).map { ($0, open) }
        )
        // A short day, so that a working day later may be after its close.
        if name == "chatham" { week[.friday] = Array(open.prefix(1)) }
        let zone = try ZoneRules(named: zone)
        return SlowHours(
            try BusinessCalendar(CalendarDefinition(name: name, zone: zone, week: week))
        )
    }
}

/// Policies of every shape that the configuration can make.
struct RandomPolicy {
    var random: SplitMix64
    let calendars: [SlowHours]

    mutating func policy() -> Policy {
        let clocks = (1...random.number(1...3)).map { clock("c\($0)") }
        let notices = (0..<random.number(0...2)).map { notice("n\($0)") }
        return Policy(
            id: "random",
            name: LocalizedText([:]),
            automatic: ["robot"],
            clocks: clocks,
            notices: notices
        )
    }

    private mutating func clock(_ id: String) -> Clock {
        let starting = random.pick(Clock.Start.allCases)
        let starts = random.pick([
            ["received"], ["customer_message"], ["progress"], ["first_response", "progress"],
            ["transfer"],
        ])
        var conditions: [Predicate] = [.always]
        if random.oneIn(2) { conditions.insert(condition(), at: 0) }
        let isTransfer = starts == ["transfer"]
        let cases = conditions.map { row($0, isTransfer: isTransfer) }
        return Clock(
            id: id,
            name: LocalizedText([:]),
            start: EventSelector(
                isTransfer && random.oneIn(2) ? starts : starts,
                byPerson: random.oneIn(4)
            ),
            starting: starting,
            satisfiedBy: satisfaction(),
            ends: ends(),
            reopening: random.pick(Clock.Reopening.allCases),
            pauses: random.pick([.never, .everyWait, .statuses(["customer"])]),
            promises: random.oneIn(2),
            cases: cases
        )
    }

    private mutating func condition() -> Predicate {
        .attribute(slot: 0, name: "priority", .oneOf([random.pick(["P1", "P2"])]))
    }

    private mutating func satisfaction() -> Satisfaction {
        if random.oneIn(5) {
            return Satisfaction(
                [EventSelector(["resolved"]), EventSelector(["told"])],
                needsAll: true
            )
        }
        let kinds = random.pick([
            ["first_response"], ["progress"], ["resolved"], ["department_done"],
            ["first_response", "progress"], ["resolved", "closed"],
        ])
        return Satisfaction(kinds.map { EventSelector([$0], byPerson: random.oneIn(3)) })
    }

    private mutating func ends() -> EventSelector {
        EventSelector(random.pick([["resolved", "closed"], ["closed"], ["cancelled", "closed"]]))
    }

    private mutating func row(_ condition: Predicate, isTransfer: Bool) -> ClockCase {
        let hours = random.pick(calendars)
        var target: Target? = .time(.minutes(Int64(15 * random.number(1...40))))
        if hours.calendar.name != "night", random.oneIn(4) {
            target = .workingDays(random.number(1...2), until: random.pick([.sameTime, .close]))
        }
        if isTransfer, random.oneIn(2) { target = .named }
        if random.oneIn(12) { target = nil }
        let names = ["a", "b", "c", "d"].prefix(random.number(1...4)).shuffled(using: &random)
        return ClockCase(
            rule: "R",
            when: condition,
            target: target,
            calendar: hours.calendar,
            ladder: names.map { step($0) },
            satisfiedBy: random.oneIn(6) ? satisfaction() : nil,
            ends: random.oneIn(6) ? ends() : nil
        )
    }

    private mutating func step(_ name: String) -> Step {
        let quarters = Int64(random.number(-8...16))
        let moment: Step.Moment =
            random.oneIn(3)
            ? .fraction(random.pick([0.25, 0.5, 0.75]))
            : .offset(random.oneIn(3) ? .zero : .minutes(15 * quarters))
        let every: TimeSpan? =
            random.oneIn(3) ? .minutes(Int64(15 * random.number(8...100))) : nil
        let roles = ["owner", "supervisor", "team"].filter { _ in random.oneIn(2) }
        return Step(
            name: name,
            kind: .notice,
            moment: moment,
            every: every,
            roles: roles.isEmpty ? ["owner"] : roles
        )
    }

    private mutating func notice(_ id: String) -> Notice {
        Notice(
            id: id,
            rule: "N",
            name: LocalizedText([:]),
            on: EventSelector([random.pick(["received", "customer_message", "dissatisfied"])]),
            when: random.oneIn(2) ? .always : condition(),
            delay: .minutes(Int64(15 * random.number(0...8))),
            once: random.pick(Notice.Frequency.allCases),
            ends: EventSelector([random.pick(["closed", "progress"])]),
            roles: ["owner"]
        )
    }
}
