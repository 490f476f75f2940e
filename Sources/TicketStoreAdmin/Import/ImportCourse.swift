import BusinessTime

/// What a row says has happened, brought into line with its status.
///
/// The status says what is now. Dates that contradict it were true once: an export keeps the last
/// closing of a ticket that was reopened, and taken for its state it would be forgotten.
struct ImportCourse {
    /// What a status says of a ticket.
    enum State {
        /// No status is given: the dates decide.
        case unstated
        /// Not finished; a status that nobody gave a meaning is not either.
        case open
        case resolved
        case closed
    }

    /// When it was solved, and closed.
    private(set) var solved: Instant?
    private(set) var closed: Instant?
    /// What it is now.
    private(set) var state: State
    /// Whether it was finished and is not any more.
    private(set) var isReopened = false
    /// What did not fit.
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
        // A result says that there was a solution, and nothing says when else.
        if row.result != nil, solved == nil { solved = closed }
    }

    /// When it came to the state that the table shows, as far as the table knows.
    func latest(_ row: ImportRow) -> Instant {
        closed ?? solved ?? row.firstResponse ?? row.received
    }
}
