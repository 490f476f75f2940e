import BusinessTime

/// Maps moments counted on a calendar to moments of a clock that stops in pauses.
struct Timeline {
    let calendar: BusinessCalendar
    let start: Instant
    /// Pauses in order, not overlapping; the last may be open.
    let pauses: [Pause]

    /// The instant at which the clock reaches what would be this instant without pauses.
    ///
    /// - Returns: nil during a pause that began earlier.
    func moment(_ unpaused: Instant) -> Instant? {
        var moment = unpaused
        for pause in pauses {
            guard pause.from < moment else { break }
            guard let to = pause.to else { return nil }
            let lost = calendar.workingTime(from: max(pause.from, start), to: to)
            // Without a loss, a deadline at closing time must not move to the next opening.
            if lost > .zero { moment = calendar.add(lost, to: moment) }
        }
        return moment
    }

    /// The time counted up to an instant.
    func counted(upTo end: Instant) -> TimeSpan {
        var counted = calendar.workingTime(from: start, to: max(start, end))
        for pause in pauses where pause.from < end {
            let from = max(pause.from, start)
            let to = min(pause.to ?? end, end)
            if from < to { counted = counted - calendar.workingTime(from: from, to: to) }
        }
        return counted
    }

    /// The stretches of open time counted up to an instant, oldest first.
    func spans(upTo end: Instant) -> [OpenInterval] {
        guard start < end else { return [] }
        var spans: [OpenInterval] = []
        var from = start
        for pause in pauses where pause.from < end {
            if from < pause.from { spans += calendar.openIntervals(from: from, to: pause.from) }
            from = max(from, pause.to ?? end)
        }
        if from < end { spans += calendar.openIntervals(from: from, to: end) }
        return spans
    }
}

/// The pauses and closed stretches of a clock, merged and in order.
func mergedPauses(_ pauses: [Pause], since start: Instant) -> [Pause] {
    if pauses.isEmpty { return [] }
    var merged: [Pause] = []
    for pause in pauses.sorted(by: { $0.from < $1.from }) {
        if let to = pause.to, to <= start { continue }
        guard let last = merged.last else {
            merged.append(pause)
            continue
        }
        guard let end = last.to else { break }
        if pause.from >= end {
            merged.append(pause)
        } else if let to = pause.to {
            merged[merged.count - 1].to = max(end, to)
        } else {
            merged[merged.count - 1].to = nil
        }
    }
    return merged
}
