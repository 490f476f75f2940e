import BusinessTime
import ServiceLevels
import Support

/// Reads a policy file.
struct PolicyReader {
    let calendars: [String: BusinessCalendar]
    /// The roles with channels; nil to accept any.
    let roles: Set<String>?
    private var predicates = PredicateReader()
    /// The urgency condition of the last policy read, if it has one.
    private(set) var urgent: Predicate?
    /// The synonyms of the last policy read.
    var synonyms: Synonyms { predicates.synonyms }

    init(calendars: [String: BusinessCalendar], roles: Set<String>?) {
        self.calendars = calendars
        self.roles = roles
    }

    /// Reads a policy and adds its attributes to the layout.
    mutating func read(_ place: YAMLValue, slots: inout AttributeLayout) -> Policy? {
        let fields = StrictMapping(place)
        guard let id = fields.required("policy")?.text else { return nil }
        let name = fields["name"]?.localized ?? LocalizedText([.chinese: id])
        if let synonyms = fields["synonyms"] { predicates.synonyms.read(synonyms) }
        urgent = fields["urgent"].map { predicates.read($0, slots: &slots) }
        let automatic = TextSet(fields["automatic"]?.texts ?? [])
        let waits = TextSet(fields["customer_message_ends"]?.texts ?? [])
        let ends = fields["ends"]?.texts ?? [Milestone.resolved, Milestone.closed]
        var clocks: [Clock] = []
        for item in fields["clocks"]?.items ?? [] {
            if let clock = readClock(item, ends: ends, slots: &slots) { clocks.append(clock) }
        }
        var notices: [Notice] = []
        for item in fields["notices"]?.items ?? [] {
            if let notice = readNotice(item, ends: ends, slots: &slots) { notices.append(notice) }
        }
        fields.finish()
        reportDoubles(clocks.map(\.id) + notices.map(\.id), in: place)
        var policy = Policy(
            id: id,
            name: name,
            automatic: automatic,
            waitsForCustomer: waits,
            clocks: clocks,
            notices: notices
        )
        policy.words = predicates.synonyms.words(of: policy)
        return policy
    }

    private func readClock(
        _ place: YAMLValue,
        ends: [String],
        slots: inout AttributeLayout
    ) -> Clock? {
        let fields = StrictMapping(place)
        let id = fields.required("id")?.text
        let name = fields["name"]?.localized
        let start = fields.required("start").map(selector)
        let satisfied = fields.required("satisfied_by")
        let starting = fields["starting"]?.choice(Clock.Start.self) ?? .first
        let ends = fields["ends"].map(selector) ?? EventSelector(ends)
        let reopening = fields["reopening"]?.choice(Clock.Reopening.self) ?? .continue
        let pauses = fields["pauses"].map(pauses) ?? .never
        let promises = fields["promises"]?.flag ?? false
        let calendar = fields["calendar"]
        let ladder = fields["ladder"]
        let cases = (fields.required("cases")?.items ?? []).compactMap {
            readCase($0, calendar: calendar, ladder: ladder, slots: &slots)
        }
        fields.finish()
        guard let id, let start, let satisfied else { return nil }
        return Clock(
            id: id,
            name: name ?? LocalizedText([.chinese: id]),
            start: start,
            starting: starting,
            satisfiedBy: satisfaction(satisfied),
            ends: ends,
            reopening: reopening,
            pauses: pauses,
            promises: promises,
            cases: cases
        )
    }

    private func readCase(
        _ place: YAMLValue,
        calendar shared: YAMLValue?,
        ladder sharedLadder: YAMLValue?,
        slots: inout AttributeLayout
    ) -> ClockCase? {
        let fields = StrictMapping(place)
        let rule = fields.required("rule")?.text
        let when = fields["when"].map { predicates.read($0, slots: &slots) } ?? .always
        let every = fields["every"]
        let given = fields["target"]
        let isNone = given?.text == "none"
        let target = isNone ? nil : (given ?? every)?.parse(parseTarget)
        if given == nil, every == nil {
            place.report(
                "has neither 'target' nor 'every'; say 'target: none' where there is no such clock"
            )
        } else if given != nil, every != nil {
            place.report("has both 'target' and 'every', of which only one can count")
        }
        let calendarPlace = fields["calendar"] ?? shared
        let calendar = calendarPlace.flatMap(calendar)
        if calendarPlace == nil { place.report("names no 'calendar', nor does its clock") }
        let choice = fields["choice"]?.localized
        let satisfiedBy = fields["satisfied_by"].map(satisfaction)
        let ends = fields["ends"].map(selector)
        let ladder = LadderReader(roles: roles, recurring: every != nil)
            .read(fields["ladder"] ?? sharedLadder)
        fields.finish()
        guard let rule, let calendar else { return nil }
        return ClockCase(
            rule: rule,
            when: when,
            target: target,
            recurring: every != nil,
            calendar: calendar,
            ladder: ladder,
            satisfiedBy: satisfiedBy,
            ends: ends,
            choice: choice
        )
    }

    private func readNotice(
        _ place: YAMLValue,
        ends: [String],
        slots: inout AttributeLayout
    ) -> Notice? {
        let fields = StrictMapping(place)
        let id = fields.required("id")?.text
        let rule = fields.required("rule")?.text
        let name = fields["name"]?.localized
        let on = fields.required("on").map(selector)
        let when = fields["when"].map { predicates.read($0, slots: &slots) } ?? .always
        let delay = fields["after"]?.parse(parseSpan) ?? .zero
        let once = fields["once"]?.choice(Notice.Frequency.self) ?? .ticket
        let ends = fields["ends"].map(selector) ?? EventSelector(ends)
        let roles = fields.required("to").map { checkedRoles($0, known: self.roles) } ?? []
        let choice = fields["choice"]?.localized
        fields.finish()
        guard let id, let rule, let on else { return nil }
        return Notice(
            id: id,
            rule: rule,
            name: name ?? LocalizedText([.chinese: id]),
            on: on,
            when: when,
            delay: delay,
            once: once,
            ends: ends,
            roles: roles,
            choice: choice
        )
    }

    /// Reads events: `first_response`, a list, or `{events: […], by: person, due: missing}`.
    private func selector(_ place: YAMLValue) -> EventSelector {
        guard place.isMapping else { return EventSelector(eventKinds(place)) }
        let fields = StrictMapping(place)
        var selector = EventSelector(fields.required("events").map(eventKinds) ?? [])
        switch fields["by"]?.text {
        case nil, "anyone": break
        case "person": selector.byPerson = true
        case .some(let text): place.report("'by: \(text)' is neither person nor anyone")
        }
        switch fields["due"]?.text {
        case nil: break
        case "present": selector.due = .present
        case "missing": selector.due = .missing
        case .some(let text): place.report("'due: \(text)' is neither present nor missing")
        }
        selector.about = fields["about"]?.text
        fields.finish()
        return selector
    }

    /// Reads kinds of event.
    ///
    /// Any is accepted, but a near miss of a known one is reported.
    private func eventKinds(_ place: YAMLValue) -> [String] {
        place.items.compactMap { item in
            guard let kind = item.text?.folded else { return nil }
            if !Milestone.all.contains(kind), let near = nearestName(to: kind, in: Milestone.all) {
                place.diagnostics.warn(
                    "no store of ours writes events '\(kind)'; did you mean '\(near)'?",
                    at: item
                )
            }
            return kind
        }
    }

    /// Reads `satisfied_by`: any of several events, or `{all: [resolved, told]}`.
    private func satisfaction(_ place: YAMLValue) -> Satisfaction {
        guard place.isMapping, place.entries.contains(where: { $0.name == "all" }) else {
            return Satisfaction([selector(place)])
        }
        let fields = StrictMapping(place)
        let selectors = fields["all"]?.items.map(selector) ?? []
        fields.finish()
        if selectors.count > 32 { place.report("asks for more than 32 milestones at once") }
        return Satisfaction(Array(selectors.prefix(32)), needsAll: true)
    }

    /// Reads `never`, `every_wait`, or a list of statuses.
    private func pauses(_ place: YAMLValue) -> Clock.PauseRule {
        switch place.texts {
        case ["never"]: .never
        case ["every_wait"]: .everyWait
        case let statuses: .statuses(checked(statuses, place))
        }
    }

    private func checked(_ statuses: [String], _ place: YAMLValue) -> TextSet {
        for status in statuses {
            if let near = nearestName(to: status, in: ["never", "every_wait"]) {
                place.report("'\(status)' is no status; did you mean '\(near)'?")
            }
        }
        return TextSet(statuses)
    }

    private func calendar(_ place: YAMLValue) -> BusinessCalendar? {
        guard let name = place.text else { return nil }
        if let calendar = calendars[name] { return calendar }
        place.reportUnknown("calendar", name, among: calendars.keys)
        return nil
    }

    private func reportDoubles(_ ids: [String], in place: YAMLValue) {
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted {
            place.report("the id '\(id)' is given to two clocks or notices")
        }
    }
}

/// Reads roles, each of which has to be known.
func checkedRoles(_ place: YAMLValue, known: Set<String>?) -> [String] {
    place.items.compactMap { item in
        guard let role = item.text else { return nil }
        if let known, !known.contains(role) { item.reportUnknown("role", role, among: known) }
        return role
    }
}
