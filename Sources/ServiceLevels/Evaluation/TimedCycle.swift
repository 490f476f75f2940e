import BusinessTime

/// One cycle of a clock laid on its calendar.
///
/// A class, as it is large and never changes.
final class TimedCycle {
    let rules: ClockRow
    let id: CycleID
    /// The start of the cycle, which is before `began` after a promise.
    let started: Instant
    /// The subject of the starting event.
    let subject: String?
    /// How often a promise has replaced the target.
    let promiseRevision: Int
    let satisfied: Instant?
    let ended: Instant?
    let timeline: Timeline
    /// The start of the present term: the cycle's start or the last promise.
    let began: Instant
    /// The deadline if there were no pause.
    let unpausedDue: Instant

    /// Lays a cycle on its calendar.
    ///
    /// `promise` is the index of the promise in force; nil for the target.
    init?(
        _ rules: ClockRow,
        _ target: Target,
        _ cycle: Cycle,
        promise: Int?,
        of ticket: Ticket,
        pauses: [Pause]
    ) {
        self.rules = rules
        id = cycle.id
        promiseRevision = promise.map { $0 + 1 } ?? 0
        started = cycle.started
        satisfied = cycle.satisfied
        ended = cycle.ended
        subject = ticket.events[cycle.start].subject
        let calendar = rules.row.calendar
        let start = cycle.started
        if let promise = promise.map({ cycle.promises[$0] }) {
            // A promised time is absolute: no pause moves it. Only the time between an end and a
            // reopening is left out, or the whole ladder would come due in it.
            began = promise.made
            unpausedDue = promise.due
            timeline = Timeline(
                calendar: calendar,
                start: began,
                pauses: mergedPauses(cycle.closedSpans, since: began)
            )
            return
        }
        began = start
        switch target {
        case .time(let span): unpausedDue = calendar.add(span, to: start)
        case .workingDays(let days, let until):
            unpausedDue = calendar.addWorkingDays(days, to: start, until: until)
        case .named:
            guard let due = ticket.events[cycle.start].due else { return nil }
            unpausedDue = due
        }
        let own =
            pauses.isEmpty
            ? cycle.closedSpans
            : pauses.filter(rules.clock.pauses.include) + cycle.closedSpans
        timeline = Timeline(
            calendar: calendar,
            start: start,
            pauses: mergedPauses(own, since: start)
        )
    }

    /// The ladder the cycle began with, as long as the same rule applies; else its row's.
    func ladder(among begun: BegunLadders) -> Ladder {
        let key = CycleKey(clock: rules.clock.id, cycle: id, promiseRevision: promiseRevision)
        guard let former = begun[key], former.rule == rules.row.rule else { return rules.ladder }
        return former
    }

    func reading(_ ladder: Ladder, now: Instant, explained: Bool) -> ClockReading {
        let due = timeline.moment(unpausedDue)
        var reached: [ClockReading.Point] = []
        var ahead: [ClockReading.Point] = []
        if satisfied == nil, ended == nil {
            ahead.reserveCapacity(ladder.steps.count)
            for (order, step) in ladder.steps.enumerated() {
                place(step, order, now: now, reached: &reached, ahead: &ahead)
            }
        }
        let end = min(now, satisfied ?? ended ?? now)
        return ClockReading(
            rules: rules,
            ladder: ladder,
            cycle: id,
            promiseRevision: promiseRevision,
            started: started,
            subject: subject,
            due: due,
            state: state(due: due, now: now),
            waits: timeline.pauses,
            reached: reached,
            ahead: ahead,
            counted: explained ? timeline.spans(upTo: end) : []
        )
    }

    private func state(due: Instant?, now: Instant) -> ClockReading.State {
        if let satisfied {
            return due.map({ satisfied <= $0 }) ?? true ? .met(at: satisfied) : .late(at: satisfied)
        }
        if let ended { return .ended(at: ended) }
        if let due, now > due { return .breached }
        if let pause = timeline.pauses.last, pause.to == nil, pause.from <= now {
            return .paused(since: max(pause.from, began))
        }
        return .running
    }

    /// Puts a step's latest due occurrence into `reached` and the next into `ahead`.
    private func place(
        _ step: Step,
        _ order: Int,
        now: Instant,
        reached: inout [ClockReading.Point],
        ahead: inout [ClockReading.Point]
    ) {
        guard let first = moment(of: step, occurrence: 1) else { return }
        func point(_ occurrence: Int) -> ClockReading.Point {
            let unpaused =
                occurrence == 1 ? first : moment(of: step, occurrence: occurrence) ?? first
            return ClockReading.Point(
                step: step,
                order: order,
                occurrence: occurrence,
                at: timeline.moment(unpaused)
            )
        }
        let initial = point(1)
        guard let at = initial.at, isDue(step, at, now) else {
            ahead.append(initial)
            return
        }
        guard step.isRepeated else {
            reached.append(initial)
            return
        }
        // Binary search: pauses shift each occurrence differently.
        func isReached(_ occurrence: Int) -> Bool {
            point(occurrence).at.map { isDue(step, $0, now) } ?? false
        }
        var count = 1
        var end = 2
        while isReached(end) { (count, end) = (end, end * 2) }
        while end - count > 1 {
            let middle = count + (end - count) / 2
            if isReached(middle) { count = middle } else { end = middle }
        }
        var latest = point(count)
        if count > 1 { latest.previous = point(count - 1).at }
        reached.append(latest)
        ahead.append(point(count + 1))
    }

    /// When a step would be due without pauses; nil for a warning before the start.
    private func moment(of step: Step, occurrence: Int) -> Instant? {
        let calendar = rules.row.calendar
        if let days = step.everyDays, occurrence > 1 {
            guard let first = moment(of: step, occurrence: 1) else { return nil }
            return calendar.addWorkingDays(days * (occurrence - 1), to: first)
        }
        let repeated = (step.every ?? .zero) * Int64(occurrence - 1)
        switch step.moment {
        case .workingDays(let days):
            let moment = calendar.addWorkingDays(days, to: unpausedDue)
            if days < 0, moment <= began { return nil }
            return repeated > .zero ? calendar.add(repeated, to: moment) : moment
        case .fraction(let part):
            let whole = calendar.workingTime(from: began, to: unpausedDue)
            let share = TimeSpan(milliseconds: Int64(Double(whole.milliseconds) * part))
            return share > .zero ? calendar.add(share + repeated, to: began) : nil
        case .offset(let offset):
            let total = offset + repeated
            if total == .zero { return unpausedDue }
            if total > .zero { return calendar.add(total, to: unpausedDue) }
            let moment = calendar.subtract(-total, from: unpausedDue)
            return moment > began ? moment : nil
        }
    }

    /// A warning is due at its moment; a report of a miss only after it.
    private func isDue(_ step: Step, _ at: Instant, _ now: Instant) -> Bool {
        step.precedesDeadline ? now >= at : now > at
    }
}
