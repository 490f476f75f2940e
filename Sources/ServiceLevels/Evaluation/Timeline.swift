import BusinessTime

/// Turns moments counted on a calendar into moments of the clock, which stands still in waits.
struct Timeline {
    let calendar: BusinessCalendar
    let start: Instant
    /// Waits in order, not overlapping, the last perhaps without an end.
    let waits: [Pause]

    /// When the clock reaches what without any wait would have been this instant.
    ///
    /// - Returns: nil while a wait that began before it lasts.
    func moment(_ unpaused: Instant) -> Instant? {
        var moment = unpaused
        for wait in waits {
            guard wait.from < moment else { break }
            guard let to = wait.to else { return nil }
            let lost = calendar.workingTime(from: max(wait.from, start), to: to)
            // Nothing lost must not snap a deadline at closing time to the next opening.
            if lost > .zero { moment = calendar.add(lost, to: moment) }
        }
        return moment
    }

    /// The time the clock has counted up to an instant.
    func counted(upTo end: Instant) -> TimeSpan {
        var counted = calendar.workingTime(from: start, to: max(start, end))
        for wait in waits where wait.from < end {
            let from = max(wait.from, start)
            let to = min(wait.to ?? end, end)
            if from < to { counted = counted - calendar.workingTime(from: from, to: to) }
        }
        return counted
    }

    /// The stretches of open time that the clock has counted up to an instant, oldest first.
    func spans(upTo end: Instant) -> [OpenInterval] {
        guard start < end else { return [] }
        var spans: [OpenInterval] = []
        var from = start
        for wait in waits where wait.from < end {
            if from < wait.from { spans += calendar.openIntervals(from: from, to: wait.from) }
            from = max(from, wait.to ?? end)
        }
        if from < end { spans += calendar.openIntervals(from: from, to: end) }
        return spans
    }
}

/// Waits and closed stretches of one clock, merged into an order without overlaps.
func mergedWaits(_ waits: [Pause], since start: Instant) -> [Pause] {
    if waits.isEmpty { return [] }
    var merged: [Pause] = []
    for wait in waits.sorted(by: { $0.from < $1.from }) {
        if let to = wait.to, to <= start { continue }
        guard let last = merged.last else {
            merged.append(wait)
            continue
        }
        guard let end = last.to else { break }
        if wait.from >= end {
            merged.append(wait)
        } else if let to = wait.to {
            merged[merged.count - 1].to = max(end, to)
        } else {
            merged[merged.count - 1].to = nil
        }
    }
    return merged
}
