import BusinessTime
import ServiceLevels
import Testing

/// A scenario of the neutral form under a policy of ours that says the same.
struct VectorPolicy {
    let vector: Vector
    /// Whether answering the oldest message is what counts, as in Request Tracker.
    let answersOldest: Bool

    init(_ vector: Vector) {
        self.vector = vector
        answersOldest = vector.id.hasPrefix("scn_rt")
    }

    func check(_ checkpoint: Vector.Checkpoint) {
        let events = vector.events.prefix(checkpoint.afterEvent + 1)
        let version = events.last { $0.type == "policy_changed" }?.to ?? ""
        let settings = vector.policies[version] ?? Vector.Settings()
        let readings = PolicyEvaluator(policy: policy(settings)).readings(
            of: ticket(events),
            now: checkpoint.at,
            explained: true
        )
        var expect = checkpoint.expect
        let isLast = checkpoint.afterEvent == vector.checkpoints.last?.afterEvent
        if isLast, let ours = Vectors.ours[vector.id] { expect = ours.expect }
        for (key, value) in expect {
            check(
                key,
                value,
                readings,
                settings,
                resolved: events.contains { $0.type == "resolved" }
            )
        }
    }

    private func check(
        _ key: String,
        _ value: Any,
        _ readings: [ClockReading],
        _ settings: Vector.Settings,
        resolved: Bool
    ) {
        let open = readings.filter(\.isOpen)
        func due(_ readings: [ClockReading]) -> Instant? { readings.compactMap(\.due).min() }
        func misses(_ clock: String?) -> Int {
            readings.filter { $0.wasMissed && (clock == nil || $0.clock == clock) }.count
        }
        switch key {
        case "due":
            let paused = open.filter { if case .paused = $0.state { true } else { false } }
            let running = open.filter { reading in
                reading.clock != "starts"
                    && !paused.contains { $0.clock == reading.clock }
            }
            #expect(due(running) == (value as? String).map { Vectors.instant($0) })
        case "resolution_due":
            #expect(due(readings.filter { $0.clock == "resolution" }) == Vectors.instant(value))
        case "starts_at":
            let starts =
                settings.startsImmediately
                ? vector.events[0].at : due(readings.filter { $0.clock == "starts" })
            #expect(starts == Vectors.instant(value))
        case "elapsed_seconds":
            let counted = readings[0].counted.reduce(TimeSpan.zero) { $0 + $1.length }
            #expect(counted.seconds == value as? Int64)
        case "breached":
            let breached = readings.filter { $0.state == .breached }.map(\.clock)
            #expect(breached == value as? [String])
        case "misses":
            for (clock, count) in value as? [String: Int] ?? [:] {
                #expect(misses(clock) == count, "\(clock)")
            }
        case "status":
            let status =
                switch (misses(nil) > 0, resolved) {
                case (true, true): "missed"
                case (true, false): "active_with_misses"
                case (false, true): "hit"
                case (false, false): "active"
                }
            #expect(status == value as? String)
        default: Issue.record("the scenario expects '\(key)', which nobody checks")
        }
    }

    private func policy(_ settings: Vector.Settings) -> Policy {
        var targets = settings.targets
        // A scenario that only asks for the time counted has no target of its own.
        if targets.isEmpty { targets["elapsed"] = .days(1000) }
        let clocks = targets.sorted { $0.key < $1.key }.map { name, target in
            clock(name, target, pauses: settings.paused.map { $0.contains(name) } ?? true)
        }
        return Policy(id: "vector", name: LocalizedText([:]), clocks: clocks)
    }

    private func clock(_ name: String, _ target: TimeSpan, pauses: Bool) -> Clock {
        let replies = ["first_response", "agent_message"]
        let (start, starting, satisfied): ([String], Clock.Start, [String]) =
            switch name {
            case "response" where answersOldest: (["customer_message"], .again, replies)
            case "response": (["created"], .first, replies)
            case "update" where answersOldest: (["agent_message"], .last, ["agent_message"])
            case "update": (["customer_message"], .again, replies)
            default: (["created"], .first, ["resolved"])
            }
        return Clock(
            id: name,
            name: LocalizedText([:]),
            start: EventSelector(start),
            starting: starting,
            satisfiedBy: Satisfaction([EventSelector(satisfied)]),
            ends: EventSelector(["resolved"]),
            pauses: pauses ? .everyWait : .never,
            cases: [
                ClockCase(rule: name, target: .time(target), calendar: vector.calendar, ladder: [])
            ]
        )
    }

    private func ticket(_ events: some Collection<Vector.Event>) -> Ticket {
        var seq: Int64 = 0
        let own = events.flatMap { event -> [TicketEvent] in
            let kinds: [String] =
                switch event.type {
                case "created" where event.by == "requestor": ["created", "customer_message"]
                case "pause": ["waiting"]
                case "resume": ["resumed"]
                default: [event.type]
                }
            return kinds.map { kind in
                seq += 1
                return TicketEvent(seq: seq, kind: kind, at: event.at)
            }
        }
        return Ticket(
            key: 1,
            id: vector.id,
            values: [],
            layout: AttributeLayout(),
            events: own
        )
    }
}

extension ClockReading {
    fileprivate var wasMissed: Bool {
        switch state {
        case .breached, .late: true
        case .ended(let at): due.map { at > $0 } ?? false
        case .running, .paused, .met, .renegotiated: false
        }
    }
}
