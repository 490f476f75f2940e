import BusinessTime

/// Puts a ticket's events in the order in which they count.
///
/// Events are entered late, by servers whose clocks differ or were set back. Their times decide as
/// long as the result is possible and ends in the state of the row. Otherwise the order of entry
/// decides: an end never comes before its beginning. No event is dropped, and each keeps its
/// recorded time in `TicketEvent.stamp`.
struct History {
    private(set) var events: [TicketEvent]
    private let state: TicketState

    init(_ events: [TicketEvent], state: TicketState, received: Instant?) {
        self.events = events
        self.state = state
        startAtReception(received)
        sort()
        // Most tickets are being worked on and have never been paused or finished.
        if state == .working || state == .unstated,
            !self.events.contains(where: { $0.isLifecycle })
        {
            return
        }
        matchEndsEnteredLater()
        endWhereTheRowStands()
    }

    // MARK: - Reception

    /// Moves the reception to the row's time and everything earlier to the reception: a customer
    /// called before the form was saved has been answered.
    private mutating func startAtReception(_ received: Instant?) {
        var first: Int?
        for index in events.indices where events[index].isReception {
            if first.map({ events[index].seq < events[$0].seq }) ?? true { first = index }
        }
        guard let first else { return }
        // The event is written once; corrections change the column.
        if let received { events[first].at = received }
        var start = events[first].at
        for event in events where event.isReception { start = min(start, event.at) }
        for index in events.indices where events[index].at < start { events[index].at = start }
    }

    /// Nearly always sorted already: backdated events are rare.
    private mutating func sort() {
        for index in events.indices.dropFirst()
        where TicketEvent.isEarlier(events[index], events[index - 1]) {
            events.sort(by: TicketEvent.isEarlier)
            return
        }
    }

    // MARK: - Ends dated before what they ended

    /// Matches an end of a pause or a reopening that has no beginning by the order of entry: the
    /// clocks of those who entered them differ.
    private mutating func matchEndsEnteredLater() {
        for kind in [Milestone.resumed, Milestone.reopened] {
            while let (end, begin) = inverted(kind) {
                events[end].at = events[begin].at
                sort()
            }
            while let (begin, end) = overlapping(kind) {
                events[begin].at = events[end].at
                sort()
            }
        }
    }

    /// A beginning dated into the previous stretch, with the end of that stretch: entered as begin,
    /// end, begin, end, dated as begin, begin, end, end.
    private func overlapping(_ kind: String) -> (begin: Int, end: Int)? {
        let places = events.indices.filter {
            events[$0].isLifecycle
                && (events[$0].kind == kind || begins(events[$0], endedBy: kind))
        }
        guard places.count >= 4 else { return nil }
        for first in 0...(places.count - 4) {
            let (before, begin, end, last) = (
                events[places[first]], events[places[first + 1]], events[places[first + 2]],
                events[places[first + 3]]
            )
            if before.kind != kind, begin.kind != kind, end.kind == kind, last.kind == kind,
                before.seq < end.seq, end.seq < begin.seq, begin.seq < last.seq,
                begin.at < end.at
            {
                return (places[first + 1], places[first + 2])
            }
        }
        return nil
    }

    /// The first end without a beginning, with the matching beginning without an end.
    private func inverted(_ kind: String) -> (end: Int, begin: Int)? {
        var hasBegun = false
        var orphans: [Int] = []
        for (index, event) in events.enumerated() where event.isLifecycle {
            if event.kind == kind {
                if !hasBegun { orphans.append(index) }
                hasBegun = false
            } else if begins(event, endedBy: kind) {
                if let orphan = orphans.first(where: { events[$0].seq > event.seq }),
                    events[orphan].at < event.at, !isEnded(at: index, by: kind)
                {
                    return (orphan, index)
                }
                hasBegun = true
            } else if kind == Milestone.resumed {
                // Resolving, closing and reopening also end a pause.
                hasBegun = false
            }
        }
        return nil
    }

    private func begins(_ event: TicketEvent, endedBy kind: String) -> Bool {
        kind == Milestone.resumed
            ? event.kind == Milestone.waiting : Milestone.settling.contains(event.kind)
    }

    /// Whether that beginning has its own end before the next beginning.
    private func isEnded(at index: Int, by kind: String) -> Bool {
        for event in events[(index + 1)...] where event.isLifecycle {
            if event.kind == kind { return true }
            if begins(event, endedBy: kind) { return false }
        }
        return false
    }

    // MARK: - The row

    /// The latest events that leave the ticket finished and paused.
    private var standing: (settled: Int?, waiting: Int?) {
        var settled: Int?
        var waiting: Int?
        for (index, event) in events.enumerated() where event.isLifecycle {
            switch event.kind {
            case Milestone.waiting: waiting = index
            case Milestone.resumed: waiting = nil
            case Milestone.reopened: (settled, waiting) = (nil, nil)
            default: (settled, waiting) = (index, nil)
            }
        }
        return (settled, waiting)
    }

    /// Makes the history end in the state of the row.
    private mutating func endWhereTheRowStands() {
        switch state {
        case .working:
            reopenAtEnd()
            resumeAtEnd()
        case .waiting:
            reopenAtEnd()
            waitAtEnd()
        case .resolved:
            settleAtEnd(by: Milestone.resolved)
            resumeAtEnd()
        case .closed:
            settleAtEnd(by: Milestone.closed)
            resumeAtEnd()
        case .unstated:
            // Open if either order says so: late is better than forgotten.
            let closing: Set<String> = [Milestone.closed, Milestone.reopened]
            if lastEntered(Milestone.settling.union(closing)) == Milestone.reopened
                || lastEntered(closing) == Milestone.reopened
                    && standing.settled.map({ events[$0].kind }) == Milestone.closed
            {
                reopenAtEnd()
            }
            if lastEntered([Milestone.waiting, Milestone.resumed]) == Milestone.resumed {
                resumeAtEnd()
            }
        }
    }

    private func lastEntered(_ kinds: Set<String>) -> String? {
        events.filter { kinds.contains($0.kind) }.max { $0.seq < $1.seq }?.kind
    }

    private mutating func reopenAtEnd() {
        guard let settled = standing.settled else { return }
        end(at: settled, by: Milestone.reopened)
    }

    private mutating func resumeAtEnd() {
        guard let waiting = standing.waiting else { return }
        end(at: waiting, by: Milestone.resumed)
    }

    /// Ends a stretch that the row says is over: at the event entered to end it, else immediately,
    /// since its length is unknown.
    private mutating func end(at begin: Int, by kind: String) {
        let begun = events[begin]
        let later = events.indices.filter { events[$0].kind == kind && events[$0].seq > begun.seq }
        if let last = later.max(by: { events[$0].seq < events[$1].seq }) {
            events[last].at = begun.at
            sort()
        } else {
            insert(TicketEvent(seq: begun.seq, kind: kind, at: begun.at), after: begin)
        }
    }

    private mutating func waitAtEnd() {
        guard standing.waiting == nil else { return }
        place(Milestone.waiting, after: [Milestone.resumed, Milestone.reopened])
    }

    private mutating func settleAtEnd(by kind: String) {
        if let settled = standing.settled {
            // A resolved ticket that is closed is closed; a closed ticket that is resolved stays
            // closed.
            if kind == Milestone.resolved || events[settled].kind == kind { return }
        }
        place(kind, after: [Milestone.reopened])
    }

    /// Moves the last event of a kind behind everything that contradicts it.
    ///
    /// If none was entered only the row says so, and the time of the last event is the latest
    /// known.
    private mutating func place(_ kind: String, after contradicting: [String]) {
        let latest = events.lastIndex { contradicting.contains($0.kind) }
        let entered = events.indices.filter { events[$0].kind == kind }
            .max { events[$0].seq < events[$1].seq }
        if let entered, latest.map({ events[$0].seq < events[entered].seq }) ?? true {
            if let latest { events[entered].at = max(events[entered].at, events[latest].at) }
            sort()
        } else if let last = events.last {
            let seq = events.map(\.seq).max() ?? last.seq
            insert(TicketEvent(seq: seq, kind: kind, at: last.at), after: events.count - 1)
        }
    }

    private mutating func insert(_ event: TicketEvent, after index: Int) {
        events.insert(event, at: index + 1)
    }
}

extension TicketEvent {
    private static let reception = KindMark(folded: Milestone.received)

    fileprivate var isReception: Bool {
        mark.mayShare(Self.reception) && kind == Milestone.received
    }

    /// Whether it begins or ends a pause, or finishes or reopens the ticket.
    var isLifecycle: Bool {
        Milestone.lifecycleMark.mayShare(mark) && Milestone.lifecycle.contains(kind)
    }
}
