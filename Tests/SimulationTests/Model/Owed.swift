import BusinessTime
import ServiceLevels

/// Something that people must have heard by a moment.
struct Owed {
    var ticket: String
    var clock: String
    /// When the turn began; nil where only the clock is certain.
    var started: Int64?
    /// The step, and which time round at least; any step will do where it is nil.
    var step: String?
    var occurrence = 1
    var roles: [String]
    /// Heard no sooner than this.
    var since: Int64 = .min

    var text: String {
        "\(ticket) \(clock) \(step ?? "anything").\(occurrence) to \(roles.joined(separator: ","))"
    }
}

extension Rules {
    /// Whether what is said after the closing outlives a restart.
    static let watchesClosed = true

    /// How late the watch may be.
    static let grace: Int64 = 10 * 60_000

    /// What people must have heard of a ticket by now.
    ///
    /// - Parameters:
    ///   - facts: the ticket.
    ///   - now: the moment.
    ///   - isEdited: whether the ladder may be another one than it was.
    /// - Returns: what is certain, one thing a turn at most.
    func owed(_ facts: Facts, now: Int64, isEdited: Bool) -> [Owed] {
        guard facts.queue != Self.ignored else { return [] }
        if facts.meaning == .closed, !Self.watchesClosed { return [] }
        let notices = self.notices(facts, now: now)
        if facts.isPlain(at: now) {
            return notices + clocks.flatMap { plain($0, facts, now: now, isEdited) }
        }
        return notices + clocks.compactMap { certain($0, facts, now: now, isEdited) }
    }

    private func notices(_ facts: Facts, now: Int64) -> [Owed] {
        if facts.has(["cancelled"]) { return [] }
        return facts.events.filter { $0.kind == "dissatisfied" && $0.at < now - Self.grace }.map {
            Owed(
                ticket: facts.id,
                clock: Self.notice,
                // Where the reception was put right it may be told of with another time.
                started: facts.isPlain(at: now) ? $0.at : nil,
                step: "notice",
                roles: Self.noticeRoles
            )
        }
    }

    /// Of a plain ticket: the highest step that each open turn has reached.
    private func plain(
        _ rule: Rule,
        _ facts: Facts,
        now: Int64,
        _ isEdited: Bool
    ) -> [Owed] {
        guard let slow = SlowTicket(facts, rule, until: now) else { return [] }
        return slow.turns.filter { !$0.isOver && !$0.isPromised }.compactMap { turn in
            let reached = turn.reached.filter { $0.at < now - Self.grace }
            guard let top = reached.max(by: { ($0.at, $0.rung) < ($1.at, $1.rung) }) else {
                return nil
            }
            if isEdited, rule.ladder[top.rung].kind == .warning { return nil }
            return Owed(
                ticket: facts.id,
                clock: rule.clock,
                started: turn.started,
                step: isEdited ? nil : rule.ladder[top.rung].name,
                occurrence: isEdited ? 1 : top.occurrence,
                roles: isEdited ? rule.firstMissed.roles : rule.ladder[top.rung].roles
            )
        }
    }

    /// Of any other ticket: what is due however its history is read.
    ///
    /// The row says that it is worked on and nothing ever satisfied the clock; so, once as much
    /// time as the slowest row allows has passed after the last thing that happened, all of the
    /// ladder is due.
    private func certain(
        _ rule: Rule,
        _ facts: Facts,
        now: Int64,
        _ isEdited: Bool
    ) -> Owed? {
        let isSettling = { (kind: String) in kind == "resolved" || kind == "closed" }
        let answers = rule.satisfied.filter { !isSettling($0) && !rule.starts.contains($0) }
        guard facts.has(rule.starts), !facts.has(answers), !facts.has(["cancelled", "promise"]),
            rule.starting != .each, facts.isCertainlyWorked(on: rule),
            let last = facts.events.map({ max($0.at, facts.received) }).max(), last <= now,
            let top = rule.ladder.max(by: { $0.after < $1.after })
        else { return nil }
        let target = rule.rows.map(\.minutes).max() ?? 0
        var counted = 0
        var time = last
        while counted < target + top.after {
            guard time < now - Self.grace else { return nil }
            if rule.rows.allSatisfy({ !$0.inOffice }) || SlowTicket.isOffice(time) {
                counted += SlowTicket.tick
            }
            time += Int64(SlowTicket.tick) * 60_000
        }
        return Owed(
            ticket: facts.id,
            clock: rule.clock,
            step: isEdited ? nil : top.name,
            roles: isEdited ? rule.firstMissed.roles : top.roles,
            since: rule.since(facts)
        )
    }
}

extension Rule {
    /// Since when something of the turn that runs can have been heard.
    fileprivate func since(_ facts: Facts) -> Int64 {
        let starts = facts.events.filter { self.starts.contains($0.kind) }.map(\.at)
        return switch starting {
        case .first: .min
        case .again, .each: starts.min() ?? .min
        case .last: starts.max() ?? .min
        }
    }

    /// The first step that speaks of a missed deadline.
    var firstMissed: Rung {
        ladder.first { $0.kind != .warning } ?? ladder[0]
    }
}

extension Facts {
    /// Whether the clock runs, by the row.
    fileprivate func isCertainlyWorked(on rule: Rule) -> Bool {
        switch meaning {
        case .working: true
        case .unstated: !has(["waiting", "resolved", "closed", "reopened"])
        // What is said after the closing.
        case .waiting, .resolved, .closed: !rule.pauses && !rule.ends.contains("closed")
        }
    }

    /// Whether the row says that a clock's turns are over, and none can have begun since.
    func isCertainlyOver(_ rule: Rule) -> Bool {
        let isOver =
            switch meaning {
            case .closed: rule.ends.contains("closed")
            case .resolved:
                rule.ends.contains("resolved") || rule.satisfied.contains("resolved")
            case .working, .waiting, .unstated: false
            }
        guard isOver else { return false }
        if rule.starting == .first { return true }
        guard let end = events.last(where: { $0.kind == meaning.rawValue }) else { return false }
        return events.allSatisfy {
            !rule.starts.contains($0.kind) || ($0.seq < end.seq && $0.at < end.at)
        }
    }
}
