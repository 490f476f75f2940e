import BusinessTime

/// A period of a ticket's life under one level.
struct LevelPeriod {
    /// The ticket with the level of that period.
    let ticket: Ticket
    /// Its start; nil for the reception.
    let from: Instant?
    /// Its end; nil while it lasts.
    let until: Instant?
}

extension Ticket {
    /// The ticket's levels in order (`figures.md` 2.6).
    ///
    /// The first level counts from the reception, whatever happened before it was entered. A later
    /// one counts from when it was set.
    var levelPeriods: [LevelPeriod] {
        let whole = [LevelPeriod(ticket: self, from: nil, until: nil)]
        guard let slot = layout.slot("priority"), slot < values.count else { return whole }
        let sets = events.filter { $0.kind == Milestone.levelSet && $0.subject != nil }
        guard let first = sets.first else { return whole }
        let recorded = events.first { $0.kind == Milestone.recorded }?.at ?? first.at
        var levels: [(level: String?, from: Instant?)] = []
        for set in sets {
            if set.at <= recorded {
                levels = [(set.subject, nil)]
            } else {
                if levels.isEmpty { levels = [(nil, nil)] }
                levels.append((set.subject, set.at))
            }
        }
        // The row has the present level.
        levels[levels.count - 1].level = values[slot]
        return levels.indices.map { index in
            var ticket = self
            ticket.values[slot] = levels[index].level
            return LevelPeriod(
                ticket: ticket,
                from: levels[index].from,
                until: index + 1 < levels.count ? levels[index + 1].from : nil
            )
        }
    }
}
