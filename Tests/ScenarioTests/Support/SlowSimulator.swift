import BusinessTime
import ServiceLevels

/// Something that happens to a random ticket.
struct Act {
    var tick: Int
    var event: TicketEvent
    /// The priority that it sets.
    var priority: String?
}

/// The rules of `docs/policies.md` by somebody who looks at every tick and remembers what was said.
struct SlowSimulator {
    private struct Key: Hashable {
        var clock: String
        var cycle: CycleID
        var promiseRevision: Int
        var step: String
    }

    let policy: Policy
    let hours: [String: SlowHours]
    private var clocks: [SlowClock] = []
    private var acts: [Act] = []
    private var priority: String?
    private var said: [Key: Int] = [:]
    /// How much of a turn was due at the last look: nothing new, nothing to say.
    private var known: [Key: Int] = [:]
    private(set) var lines: [String] = []

    init(_ policy: Policy, hours: [SlowHours]) {
        self.policy = policy
        self.hours = Dictionary(uniqueKeysWithValues: hours.map { ($0.calendar.name, $0) })
    }

    /// Lives through a history; nobody looks while `isDown`.
    mutating func run(_ history: [Act], to end: Int, isDown: (Int) -> Bool) {
        var rest = history[...]
        for tick in (history.first?.tick ?? 0)...end {
            reach(tick)
            if !isDown(tick) { look(tick, past: false) }
            while let act = rest.first, act.tick == tick {
                rest.removeFirst()
                take(act)
                if !isDown(tick) { look(tick, past: false) }
            }
            if !isDown(tick) { look(tick, past: true) }
            for index in clocks.indices { clocks[index].pass(tick) }
        }
    }

    private mutating func reach(_ tick: Int) {
        for index in clocks.indices { clocks[index].look(tick) }
    }

    private mutating func take(_ act: Act) {
        acts.append(act)
        known = [:]
        if acts.count == 1 || act.priority.map({ $0 != priority }) ?? false {
            // Another row of the tables: all that happened is counted anew by it.
            priority = act.priority ?? priority
            clocks = policy.clocks.compactMap { clock in
                guard let row = clock.cases.first(where: { $0.isFor(priority) }),
                    let hours = hours[row.calendar.name]
                else { return nil }
                return SlowClock(clock, row, automatic: policy.automatic, hours: hours)
            }
            var rest = acts[...]
            for tick in acts[0].tick...act.tick {
                reach(tick)
                while let past = rest.first, past.tick == tick {
                    rest.removeFirst()
                    happen(past.event, tick)
                }
                if tick < act.tick { for index in clocks.indices { clocks[index].pass(tick) } }
            }
        } else {
            happen(act.event, act.tick)
        }
    }

    private mutating func happen(_ event: TicketEvent, _ tick: Int) {
        for index in clocks.indices { clocks[index].happen(event, tick) }
        reach(tick)
    }

    // MARK: - What is said

    private mutating func look(_ tick: Int, past: Bool) {
        for clock in clocks {
            for turn in clock.turns where turn.isOpen { say(turn, clock, tick, past: past) }
        }
        for notice in policy.notices { say(notice, tick, past: past) }
    }

    private mutating func say(_ turn: SlowTurn, _ clock: SlowClock, _ tick: Int, past: Bool) {
        func key(_ hand: SlowHand) -> Key {
            Key(
                clock: clock.clock.id,
                cycle: turn.id,
                promiseRevision: turn.promiseRevision,
                step: hand.step.name
            )
        }
        var due = turn.hands.filter { $0.isDue(tick, past: past) }
        let whole = Key(
            clock: clock.clock.id,
            cycle: turn.id,
            promiseRevision: turn.promiseRevision,
            step: ""
        )
        guard known.updateValue(due.count, forKey: whole) != due.count else { return }
        due.sort { $0.place < $1.place }
        let lastSaid = due.lastIndex { said[key($0), default: 0] >= $0.occurrence }
        let new = due[((lastSaid ?? -1) + 1)...]
        // The gravest, and of several such the latest.
        guard let weight = new.map(\.step.kind.weight).max(),
            let top = new.last(where: { $0.step.kind.weight == weight })
        else { return }
        var latest: [String: Int] = [:]
        for hand in new { latest[hand.step.name] = hand.occurrence }
        let missed = top.occurrence - 1 - said[key(top), default: 0]
        let covered = latest.keys.filter { $0 != top.step.name }
        lines.append(
            AlertLine.text(
                tick: tick,
                past: past,
                clock: clock.clock.id,
                cycle: turn.id.seq,
                promiseRevision: turn.promiseRevision,
                step: top.step.name,
                occurrence: top.occurrence,
                covered: covered,
                roles: new.flatMap(\.step.roles),
                missed: missed
            )
        )
        for hand in new {
            said[key(hand)] = max(said[key(hand), default: 0], hand.occurrence)
        }
    }

    private mutating func say(_ notice: Notice, _ tick: Int, past: Bool) {
        guard notice.isFor(priority) else { return }
        for (index, act) in acts.enumerated()
        where notice.on.matches(act.event, automatic: policy.automatic) {
            let isOver = acts[(index + 1)...].contains {
                notice.ends.matches($0.event, automatic: policy.automatic)
            }
            let at = act.tick + Int(notice.delay.seconds / Tick.length.seconds)
            guard !isOver, tick >= at else { continue }
            let cycle =
                notice.once == .ticket
                ? .lifetime : CycleID(seq: act.event.seq, at: act.event.at)
            let key = Key(clock: notice.id, cycle: cycle, promiseRevision: 0, step: "notice")
            guard said.updateValue(1, forKey: key) == nil else { continue }
            lines.append(
                AlertLine.text(
                    tick: tick,
                    past: past,
                    clock: notice.id,
                    cycle: cycle.seq,
                    promiseRevision: 0,
                    step: "notice",
                    occurrence: 1,
                    covered: [],
                    roles: notice.roles,
                    missed: 0
                )
            )
        }
    }
}

extension ClockCase {
    fileprivate func isFor(_ priority: String?) -> Bool { `when`.isFor(priority) }
}

extension Notice {
    fileprivate func isFor(_ priority: String?) -> Bool { `when`.isFor(priority) }
}

extension Predicate {
    /// The two conditions that random policies have.
    fileprivate func isFor(_ priority: String?) -> Bool {
        guard case .attribute(_, _, .oneOf(let values)) = self else { return true }
        return priority.map(values.contains) ?? false
    }
}
