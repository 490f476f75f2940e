import BusinessTime
import ServiceLevels

/// A clock that lives through a ticket's history tick by tick.
struct SlowClock {
    let clock: Clock
    let row: ClockCase
    let automatic: TextSet
    let hours: SlowHours
    private(set) var turns: [SlowTurn] = []
    private var stoppedSince: Int?
    private static let settling: Set = [Milestone.resolved, Milestone.closed]

    init(_ clock: Clock, _ row: ClockCase, automatic: TextSet, hours: SlowHours) {
        self.clock = clock
        self.row = row
        self.automatic = automatic
        self.hours = hours
    }

    mutating func look(_ tick: Int) {
        for index in turns.indices {
            let since = turns[index].closedSince ?? (turns[index].isPromised ? nil : stoppedSince)
            for hand in turns[index].hands.indices {
                turns[index].hands[hand].look(tick, stoppedSince: since)
            }
        }
    }

    mutating func pass(_ tick: Int) {
        let isOpen = hours.isOpen(tick)
        for index in turns.indices {
            let isStopped =
                !turns[index].isOpen || !turns[index].isPromised && stoppedSince != nil
            for hand in turns[index].hands.indices {
                turns[index].hands[hand].pass(isOpen: isOpen, isStopped: isStopped, tick)
            }
        }
    }

    mutating func happen(_ event: TicketEvent, _ tick: Int) {
        follow(waitsOf: event, tick)
        if event.kind == Milestone.reopened, reopen(event, tick) { return }
        for index in turns.indices where turns[index].isOpen {
            let isOther =
                clock.starting == .each && event.subject != nil
                && event.subject != turns[index].start.subject
            let ends = row.ends ?? clock.ends
            if isOther, !ends.kinds.contains(event.kind) { continue }
            advance(&turns[index], event, tick)
        }
        if clock.start.matches(event, automatic: automatic) { begin(event, tick) }
    }

    private mutating func follow(waitsOf event: TicketEvent, _ tick: Int) {
        switch event.kind {
        case Milestone.waiting:
            let isStopping =
                switch clock.pauses {
                case .never: false
                case .everyWait: true
                case .statuses(let statuses): event.subject.map(statuses.contains) ?? true
                }
            // From one wait into the next the clock stands still all along.
            stoppedSince = isStopping ? stoppedSince ?? tick : nil
        case Milestone.resumed, Milestone.resolved, Milestone.closed, Milestone.reopened:
            stoppedSince = nil
        default: break
        }
    }

    private func advance(_ turn: inout SlowTurn, _ event: TicketEvent, _ tick: Int) {
        let satisfaction = row.satisfiedBy ?? clock.satisfiedBy
        var isOver = false
        for selector in satisfaction.events
        where selector.matches(event, automatic: automatic) {
            turn.seen.formUnion(selector.kinds)
        }
        let wanted = Set(satisfaction.events.flatMap(\.kinds))
        if satisfaction.needsAll ? wanted.isSubset(of: turn.seen) : !turn.seen.isEmpty {
            isOver = true
        }
        if (row.ends ?? clock.ends).matches(event, automatic: automatic) { isOver = true }
        if isOver {
            turn.closedSince = tick
            turn.closedBySettling =
                Self.settling.contains(event.kind) || !Self.settling.isDisjoint(with: turn.seen)
        } else if clock.promises, event.kind == Milestone.promise, let due = event.due {
            turn.promiseRevision += 1
            turn.isPromised = true
            turn.place(row.ladder, began: tick, due: Tick.index(due), hours)
        }
    }

    private mutating func begin(_ event: TicketEvent, _ tick: Int) {
        switch clock.starting {
        case .first: if !turns.isEmpty { return }
        case .again: if turns.contains(where: \.isOpen) { return }
        case .last: turns.removeAll(where: \.isOpen)
        case .each: break
        }
        start(event, tick)
    }

    private mutating func start(_ event: TicketEvent, _ tick: Int) {
        guard let target = row.target else { return }
        var turn = SlowTurn(start: event, startTick: tick)
        let due: Int? =
            switch target {
            case .time(let span):
                hours.after(Int(span.seconds / Tick.length.seconds), from: tick)
            case .workingDays(let days, let until):
                hours.workingDays(days, from: tick, close: until == .close)
            case .named: event.due.map(Tick.index)
            }
        if let due { turn.place(row.ladder, began: tick, due: due, hours) }
        turns.append(turn)
    }

    /// Takes up what resolving or closing the ticket had put an end to.
    private mutating func reopen(_ event: TicketEvent, _ tick: Int) -> Bool {
        guard clock.reopening != .ignore else { return false }
        var found: [Int] = []
        for index in turns.indices {
            // What was resolved is no longer.
            let wasResolved = !turns[index].seen.isDisjoint(with: Self.settling)
            if turns[index].isOpen, wasResolved { turns[index].seen = [] }
            if !turns[index].isOpen, turns[index].closedBySettling { found.append(index) }
        }
        // Of a clock that has one turn at a time, the one that counts.
        if clock.starting == .last { found = found.filter { $0 == turns.count - 1 } }
        for index in found { turns[index].closedBySettling = false }
        guard let first = found.first else { return false }
        switch clock.reopening {
        case .ignore: break
        case .restart: start(event, tick)
        case .continue:
            for index in clock.starting == .again ? [first] : found {
                turns[index].closedSince = nil
                turns[index].seen = []
            }
            if clock.starting == .again {
                turns = turns.indices.filter { $0 <= first || !turns[$0].isOpen }.map { turns[$0] }
            }
        }
        return true
    }
}
