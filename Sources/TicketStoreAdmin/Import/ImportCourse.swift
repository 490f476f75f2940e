import BusinessTime

/// The history given by a row, reconciled with its status.
///
/// The status is the present state. Dates that contradict it belong to the past: an export keeps
/// the last closing of a reopened ticket, which would be forgotten if taken for closed.
struct ImportCourse {
    /// The state given by a status.
    enum State {
        /// Without a status the dates decide.
        case unstated
        /// Not finished; also for a status without a known meaning.
        case open
        case resolved
        case closed
    }

    private(set) var solved: Instant?
    private(set) var closed: Instant?
    /// The present state.
    private(set) var state: State
    /// Whether it was finished and reopened.
    private(set) var isReopened = false
    private(set) var warnings: [String] = []

    /// Compares a row's dates with each other and with its status.
    init(_ row: ImportRow, _ state: State, in zone: ZoneRules) {
        self.state = state
        func text(_ time: Instant) -> String { time.iso8601(in: zone) }
        let status = row.attributes["status"] ?? ""
        solved = row.resolved
        closed = row.closed
        for (name, time) in [("solution", solved), ("closing", closed)] {
            guard let time, time < row.received else { continue }
            warnings.append(
                "the \(name) at \(text(time)) is before the reception at \(text(row.received)) "
                    + "and left out"
            )
            if time == solved { solved = nil }
            if time == closed { closed = nil }
        }
        if let time = row.firstResponse {
            if time < row.received {
                warnings.append(
                    "the response at \(text(time)) is before the reception at \(text(row.received))"
                )
            } else if let end = [solved, closed].compactMap({ $0 }).max(), end < time {
                warnings.append("the response at \(text(time)) is after the end at \(text(end))")
            }
        }
        if let solution = solved, let closing = closed, closing < solution {
            warnings.append(
                "the closing at \(text(closing)) is before the solution at \(text(solution)), "
                    + "which counts for both"
            )
            closed = solution
        }
        let latest = closed ?? solved ?? [row.firstResponse, row.received].compactMap { $0 }.max()
        switch state {
        case .unstated:
            if closed != nil {
                self.state = .closed
            } else if solved != nil {
                self.state = .resolved
            }
        case .open:
            guard let finished = closed ?? solved else { break }
            isReopened = true
            warnings.append(
                "the status '\(status)' is not one of an end, and there is a \(closed == nil ? "solution" : "closing") "
                    + "at \(text(finished)): it counts as reopened then"
            )
        case .resolved:
            if let closing = closed {
                let rest = solved == nil ? "taken for the solution" : "left out"
                warnings.append(
                    "the status '\(status)' is not one of closing, and the closing at "
                        + "\(text(closing)) is \(rest)"
                )
                solved = solved ?? closing
                closed = nil
            } else if solved == nil, let latest {
                warnings.append(
                    "the status '\(status)' has no time of solution; \(text(latest)) is taken"
                )
                solved = latest
            }
        case .closed:
            guard closed == nil, let latest else { break }
            warnings.append(
                "the status '\(status)' has no time of closing; \(text(latest)) is taken"
            )
            closed = latest
        }
        // A result implies a solution, with no other time for it.
        if row.result != nil, solved == nil { solved = closed }
    }

    /// When the row's state was reached, as far as known.
    func latest(_ row: ImportRow) -> Instant {
        closed ?? solved ?? row.firstResponse ?? row.received
    }
}
