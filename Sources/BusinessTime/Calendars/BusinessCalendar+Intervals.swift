extension BusinessCalendar {
    /// The open intervals between two instants, cut off at both.
    ///
    /// Intervals that touch, such as the days of a week without closing time, come as one.
    public func openIntervals(from start: Instant, to end: Instant) -> [OpenInterval] {
        guard start < end else { return [] }
        var found: [OpenInterval] = []
        forEachStretch(from: start) { stretch in
            guard stretch.open < end else { return false }
            let cut = OpenInterval(open: stretch.open, close: min(stretch.close, end))
            if let last = found.last, last.close == cut.open {
                found[found.count - 1] = OpenInterval(open: last.open, close: cut.close)
            } else {
                found.append(cut)
            }
            return true
        }
        return found
    }

    /// The next open intervals from an instant on, in order; one that it lies in is cut off there.
    public func openIntervals(after start: Instant, count: Int) -> [OpenInterval] {
        guard count > 0 else { return [] }
        var found: [OpenInterval] = []
        forEachStretch(from: start) { stretch in
            if let last = found.last, last.close == stretch.open {
                found[found.count - 1] = OpenInterval(open: last.open, close: stretch.close)
                return true
            }
            guard found.count < count else { return false }
            found.append(stretch)
            return true
        }
        return found
    }

    /// The last open intervals up to an instant, the latest first; one that it lies in is cut off.
    public func openIntervals(before end: Instant, count: Int) -> [OpenInterval] {
        guard count > 0 else { return [] }
        var found: [OpenInterval] = []
        forEachStretchBackwards(from: end) { stretch in
            if let last = found.last, last.open == stretch.close {
                found[found.count - 1] = OpenInterval(open: stretch.open, close: last.close)
                return true
            }
            guard found.count < count else { return false }
            found.append(stretch)
            return true
        }
        return found
    }

    /// Visits the stretches of open time from an instant on until the body says no.
    private func forEachStretch(from start: Instant, _ body: (OpenInterval) -> Bool) {
        if isAlwaysOpen {
            _ = body(OpenInterval(open: start, close: .distantFuture))
            return
        }
        guard let (first, passed) = self.start(from: start.milliseconds) else { return }
        for index in first...tableIndices.upperBound {
            let table = table(index)
            let from = index == first ? passed : 0
            guard from < table.total else { continue }
            for stretch in table.stretch(afterWork: from)..<table.count {
                let open = max(table.open(of: stretch), start.milliseconds)
                let interval = OpenInterval(
                    open: Instant(milliseconds: open),
                    close: Instant(milliseconds: table.close(of: stretch))
                )
                guard body(interval) else { return }
            }
        }
    }

    /// Visits the stretches of open time before an instant, latest first, until the body says no.
    private func forEachStretchBackwards(from end: Instant, _ body: (OpenInterval) -> Bool) {
        if isAlwaysOpen {
            _ = body(OpenInterval(open: .distantPast, close: end))
            return
        }
        guard let (last, passed) = self.end(before: end.milliseconds) else { return }
        for index in (tableIndices.lowerBound...last).reversed() {
            let table = table(index)
            let upTo = index == last ? passed : table.total
            guard upTo > 0 else { continue }
            for stretch in (0...table.stretch(afterWork: upTo - 1)).reversed() {
                let close = min(table.close(of: stretch), end.milliseconds)
                let interval = OpenInterval(
                    open: Instant(milliseconds: table.open(of: stretch)),
                    close: Instant(milliseconds: close)
                )
                guard body(interval) else { return }
            }
        }
    }
}
