import BusinessTime
import ServiceLevels

/// One step of a ladder, one time round, as an hourglass that stands still in waits.
struct SlowHand {
    var step: Step
    var order: Int
    var occurrence: Int
    /// When it would be reached had there been no wait.
    var base: Int
    /// Working ticks lost in waits and not yet made up for.
    var debt = 0
    var hasLost = false
    var at: Int?

    /// Sees whether it is reached at a moment.
    mutating func look(_ tick: Int, stoppedSince: Int?) {
        guard at == nil, tick >= base, debt == 0 else { return }
        if let stoppedSince, stoppedSince < tick { return }
        at = hasLost ? tick : base
    }

    /// Lets one tick pass.
    mutating func pass(isOpen: Bool, isStopped: Bool, _ tick: Int) {
        guard at == nil, isOpen else { return }
        if isStopped {
            hasLost = true
            if tick < base { debt += 1 }
        } else if tick >= base {
            debt -= 1
        }
    }

    /// Whether it is to be said: whatever tells of a missed deadline only when that is past.
    func isDue(_ tick: Int, past: Bool) -> Bool {
        guard let at else { return false }
        return isWarning || past ? at <= tick : at < tick
    }

    var isWarning: Bool {
        switch step.moment {
        case .fraction: true
        case .offset(let offset): offset < .zero
        case .workingDays(let days): days < 0
        }
    }

    /// Where it stands among others that are due: in the order of being said.
    var place: (Int, Int, Int, Int) { (at ?? 0, isWarning ? 0 : 1, order, occurrence) }
}

/// One turn of a clock.
struct SlowTurn {
    var start: TicketEvent
    var startTick: Int
    var promiseRevision = 0
    /// Kinds of event that have happened, where several are needed.
    var seen: Set<String> = []
    /// Since when it is satisfied or over.
    var closedSince: Int?
    /// Whether it was resolving or closing the ticket that did it.
    var closedBySettling = false
    /// A promise knows no waits.
    var isPromised = false
    var hands: [SlowHand] = []

    var isOpen: Bool { closedSince == nil }
    var id: CycleID { CycleID(seq: start.seq, at: start.at) }

    /// Turns over all hourglasses for a deadline counted from a moment.
    mutating func place(_ ladder: [Step], began: Int, due: Int, _ hours: SlowHours) {
        hands = []
        for (order, step) in ladder.enumerated() {
            for occurrence in 1...200 {
                guard
                    let base = Self.base(
                        of: step,
                        occurrence,
                        began: began,
                        due: due,
                        hours: hours
                    ),
                    base < Tick.count
                else { break }
                hands.append(
                    SlowHand(step: step, order: order, occurrence: occurrence, base: base)
                )
                if step.every == nil { break }
            }
        }
    }

    private static func base(
        of step: Step,
        _ occurrence: Int,
        began: Int,
        due: Int,
        hours: SlowHours
    ) -> Int? {
        let every = step.every.map { Int($0.seconds / Tick.length.seconds) } ?? 0
        let repeated = every * (occurrence - 1)
        switch step.moment {
        case .fraction(let part):
            let share = hours.count(from: began, to: due) * Int(part * 4) / 4
            return share > 0 ? hours.after(share + repeated, from: began) : nil
        case .offset(let offset):
            let ticks = Int(offset.seconds / Tick.length.seconds) + repeated
            if ticks >= 0 { return hours.after(ticks, from: due) }
            // A warning that would come before the turn began is none.
            guard let tick = hours.before(-ticks, until: due), tick > began else { return nil }
            return tick
        // Its own tests count working days; a week of ticks has too few.
        case .workingDays: return nil
        }
    }
}
