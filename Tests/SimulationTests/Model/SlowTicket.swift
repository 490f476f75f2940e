import BusinessTime
import ServiceLevels

/// A plain ticket under one rule, lived through in steps of five minutes.
///
/// Slow and obvious on purpose: time is counted as it passes, a turn is late when it has counted
/// as much as its target, and nothing is computed ahead.
struct SlowTicket {
    /// One turn of the rule's clock.
    struct Turn {
        var started: Int64
        var subject: String?
        var target: Int
        var counted = 0
        /// How much it has counted when it reaches the next step.
        var next = 0
        var isOver = false
        /// Whether resolving or closing had part in its end.
        var isSettled = false
        /// Whether it was promised something: then the model does not know.
        var isPromised = false
        /// What has been reached, in order: which rung, which time round, when.
        var reached: [(rung: Int, occurrence: Int, at: Int64)] = []
    }

    static let tick = 5
    private static let tickLength: Int64 = 300_000

    let rule: Rule
    let row: Rule.Row
    let speed: Int
    private(set) var turns: [Turn] = []
    private var isWaiting = false

    /// Lives through a ticket's history until now; without a moment only what happened counts, and
    /// no time.
    init?(_ facts: Facts, _ rule: Rule, until now: Int64?) {
        guard let row = rule.row(facts.priority) else { return nil }
        self.rule = rule
        self.row = row
        speed = facts.queue == Rules.fast ? 2 : 1
        guard let now else {
            for event in facts.events { happens(event) }
            return
        }
        var events = facts.events[...]
        // Where nothing of the kind happened there is nothing to live through.
        guard facts.has(rule.starts) else { return nil }
        var time = facts.received
        while true {
            while let event = events.first, event.at <= time {
                events.removeFirst()
                happens(event)
            }
            guard time < now else { break }
            count(from: time)
            time += Self.tickLength
        }
    }

    // MARK: - What happens

    private mutating func happens(_ event: Facts.Event) {
        follow(event)
        if event.kind == "reopened", reopen() { return }
        for index in turns.indices where !turns[index].isOver { change(&turns[index], event) }
        if rule.starts.contains(event.kind) { begin(event) }
    }

    private mutating func follow(_ event: Facts.Event) {
        switch event.kind {
        case "waiting": isWaiting = true
        case "resumed", "resolved", "closed", "reopened": isWaiting = false
        default: break
        }
    }

    private func change(_ turn: inout Turn, _ event: Facts.Event) {
        let isEnd = rule.ends.contains(event.kind)
        if rule.starting == .each, !isEnd, let subject = event.subject, subject != turn.subject {
            return
        }
        if isEnd || rule.satisfied.contains(event.kind) {
            turn.isOver = true
            if event.kind == "resolved" || event.kind == "closed" { turn.isSettled = true }
        } else if rule.promises, event.kind == "promise", let due = event.due, due > event.at {
            turn.isPromised = true
        }
    }

    private mutating func begin(_ event: Facts.Event) {
        var target = row.minutes / speed
        if rule.isNamed {
            guard let due = event.due else { return }
            target = Int((due - event.at) / 60_000)
        }
        switch rule.starting {
        case .first: if !turns.isEmpty { return }
        case .again: if let last = turns.last, !last.isOver { return }
        case .last: if let last = turns.last, !last.isOver { turns.removeLast() }
        case .each: break
        }
        var turn = Turn(started: event.at, subject: event.subject, target: target)
        plan(&turn)
        turns.append(turn)
    }

    /// What resolving or closing the ticket had ended goes on.
    private mutating func reopen() -> Bool {
        var found = turns.indices.filter { turns[$0].isSettled }
        for index in found { turns[index].isSettled = false }
        if rule.starting == .last { found = found.filter { $0 == turns.count - 1 } }
        if rule.starting == .again { found = Array(found.prefix(1)) }
        for index in found { turns[index].isOver = false }
        if rule.starting == .again, let first = found.first {
            turns = turns.indices.filter { $0 <= first || turns[$0].isOver }.map { turns[$0] }
        }
        return !found.isEmpty
    }

    // MARK: - Time

    private mutating func count(from time: Int64) {
        if rule.pauses, isWaiting { return }
        if row.inOffice, !Self.isOffice(time) { return }
        for index in turns.indices where !turns[index].isOver {
            turns[index].counted += Self.tick
            if turns[index].counted == turns[index].next {
                reach(&turns[index], at: time + Self.tickLength)
            }
        }
    }

    private func reach(_ turn: inout Turn, at time: Int64) {
        for (place, rung) in rule.ladder.enumerated() {
            let more = turn.counted - first(rung, turn)
            if more == 0 {
                turn.reached.append((place, 1, time))
            } else if let every = rung.every, more > 0, more % every == 0 {
                turn.reached.append((place, more / every + 1, time))
            }
        }
        plan(&turn)
    }

    /// How much a turn has counted when it first reaches a step.
    private func first(_ rung: Rule.Rung, _ turn: Turn) -> Int {
        rung.part.map { Int(Double(turn.target) * $0) } ?? turn.target + rung.after
    }

    private func plan(_ turn: inout Turn) {
        turn.next = .max
        for rung in rule.ladder {
            var next = first(rung, turn)
            while next <= turn.counted, let every = rung.every { next += every }
            if next > turn.counted { turn.next = min(turn.next, next) }
        }
    }

    /// Monday to Friday, 09:00 to 18:00.
    static func isOffice(_ time: Int64) -> Bool {
        let minutes = time / 60_000
        // 1 January 1970 was a Thursday.
        let weekday = (minutes / 1440 + 3) % 7
        let hour = minutes % 1440 / 60
        return weekday < 5 && (9..<18).contains(hour)
    }
}
