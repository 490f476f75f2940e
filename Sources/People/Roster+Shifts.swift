public import BusinessTime

extension Roster {
    /// A stretch of time in which one person is on duty; `to` is excluded.
    public struct Shift: Sendable, Hashable {
        public let from: Instant
        public let to: Instant
        /// The id of the person on duty.
        public let person: String
        /// Whether it is an exception to the rotation.
        public let isOverride: Bool
    }

    /// The whole shift around a moment; nil if nobody is on duty.
    public func shift(at moment: Instant) -> Shift? {
        let index = overrides.lastIndex { $0.from <= moment && moment < $0.to }
        var from: Instant
        var to: Instant
        let person: String
        if let index {
            (from, to, person) = (
                overrides[index].from, overrides[index].to, overrides[index].person
            )
        } else {
            guard let turn = turn(at: moment) else { return nil }
            (from, to) = (start(ofTurn: turn), start(ofTurn: turn + 1))
            person = order[turn % order.count]
        }
        // Anything with precedence over this override cuts it off.
        for override in overrides[(index.map { $0 + 1 } ?? 0)...] where override.from < override.to
        {
            for edge in [override.from, override.to] {
                if edge <= moment { from = max(from, edge) } else { to = min(to, edge) }
            }
        }
        return Shift(from: from, to: to, person: person, isOverride: index != nil)
    }

    /// The shift at a moment, if any, and those after it.
    ///
    /// - Parameters:
    ///   - moment: the start.
    ///   - count: the maximum number.
    /// - Returns: whole shifts in order; fewer if nobody is on duty later.
    public func shifts(from moment: Instant, count: Int) -> [Shift] {
        shifts(from: moment, to: .distantFuture, count: count)
    }

    /// The whole shifts that overlap a stretch of time, in order.
    public func shifts(from start: Instant, to end: Instant) -> [Shift] {
        shifts(from: start, to: end, count: .max)
    }

    private func shifts(from start: Instant, to end: Instant, count: Int) -> [Shift] {
        var found: [Shift] = []
        var moment = start
        while moment < end, found.count < count {
            if let shift = shift(at: moment) {
                found.append(shift)
                moment = shift.to
            } else {
                guard let next = nextStart(after: moment) else { break }
                moment = next
            }
        }
        return found
    }

    /// The next time somebody is on duty after a moment without duty; nil for never.
    private func nextStart(after moment: Instant) -> Instant? {
        var starts = overrides.filter { $0.from < $0.to }.map(\.from)
        if !order.isEmpty { starts.append(self.start(ofTurn: 0)) }
        return starts.filter { $0 > moment }.min()
    }
}
