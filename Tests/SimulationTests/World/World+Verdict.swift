import BusinessTime
import GRDB
import Ledger
import ServiceLevels

@testable import Ledger
@testable import Watchdog

/// What must have come of it all.
extension World {
    /// For how long all has to go well before everything that is due has been told.
    static let settling = TimeSpan.hours(6)

    /// Everything goes well for some days; then everybody has heard what they must have.
    func judge() throws {
        try calmDown()
        try perform(.pass(Self.calmMinutes))
        guard let engine else { return fail("down", "the daemon does not start") }
        try checkConservation()
        let counts = try engine.context.ledger.counts()
        if (counts[.pending] ?? 0) + (counts[.held] ?? 0) > 0 {
            fail("undelivered", "not delivered in all that time: \(counts)")
        }
        let ledger = try Outcome(engine.context.ledger)
        try checkOwed(ledger)
        try checkEnds(ledger)
        try checkRepeats()
        try checkEarly()
    }

    /// Long enough for every target, with a week-end.
    private static let calmMinutes = 7 * 1440

    private func calmDown() throws {
        trace.append("    all goes well from here on")
        killPlan = nil
        if trouble.isStoreLocked { try perform(.storeLocked(false)) }
        if trouble.isStoreAway { try perform(.storeAway(false)) }
        if trouble.isLedgerFull { try perform(.ledgerFull(false)) }
        for (name, vendor) in vendors where vendor.mode != .well {
            try perform(.vendor(name, .well))
        }
        if offset != .zero { try perform(.clock(Int(-offset.milliseconds / 60_000))) }
        // Disabled channels get another chance when somebody looks after them.
        try perform(engine == nil ? .start : .reload(rules.edit))
    }

    /// What the ledger says of what was not told one by one.
    struct Outcome {
        struct Subject: Hashable {
            var ticket: String
            var clock: String
        }

        /// Told in a summary.
        var known: Set<Subject> = []
        /// Given up, by channel.
        var dead: [String: Set<Subject>] = [:]

        init(_ ledger: Ledger) throws {
            let (known, dead) = try ledger.perform { db in
                (
                    try Row.fetchAll(
                        db,
                        sql: "SELECT ticket, clock FROM alerts WHERE disposition = 'known'"
                    ),
                    try Row.fetchAll(
                        db,
                        sql: """
                            SELECT d.channel, a.ticket, a.clock FROM deliveries d
                            JOIN delivery_alerts l ON l.delivery = d.seq
                            JOIN alerts a ON a.seq = l.alert WHERE d.state = 'dead'
                            """
                    )
                )
            }
            for row in known {
                self.known.insert(Subject(ticket: row["ticket"], clock: row["clock"]))
            }
            for row in dead {
                self.dead[row["channel"], default: []]
                    .insert(Subject(ticket: row["ticket"], clock: row["clock"]))
            }
        }
    }

    private func checkOwed(_ ledger: Outcome) throws {
        for facts in try facts() {
            for owed in rules.owed(
                facts,
                now: now.milliseconds,
                isEdited: trouble.editedRules
            ) {
                check(owed, ledger)
            }
        }
    }

    private func check(_ owed: Owed, _ ledger: Outcome) {
        let subject = Outcome.Subject(ticket: owed.ticket, clock: owed.clock)
        if ledger.known.contains(subject) { return }
        for role in owed.roles {
            for channel in Rules.routes[role] ?? [] {
                if ledger.dead[channel]?.contains(subject) ?? false { continue }
                // Who heard that a correction undid it has to hear it anew.
                let undone = heard.last { message in
                    message.channel == channel
                        && message.items.contains {
                            $0.ticket == owed.ticket && $0.clock == owed.clock
                                && $0.step == "corrected"
                        }
                }
                let isBreach = owed.step != "warning"
                // By another store's facts it may have been late, and told, before.
                let since = max(
                    exchanges == 0 ? owed.since : 0,
                    isBreach ? undone?.at.milliseconds ?? 0 : 0
                )
                let isHeard = heard.contains { message in
                    message.channel == channel && message.at.milliseconds >= since
                        && message.items.contains { covers($0, owed, role, message) }
                }
                if !isHeard { fail("unheard", "\(role) has not heard by \(channel): \(owed.text)") }
            }
        }
    }

    private func covers(
        _ item: Heard.Item,
        _ owed: Owed,
        _ role: String,
        _ message: Heard
    ) -> Bool {
        guard item.ticket == owed.ticket, item.clock == owed.clock, item.kind != "resolved" else {
            return false
        }
        // A digest names neither step nor turn, and is for the channel as a whole.
        if item.step.isEmpty { return true }
        guard message.roles.contains(role) else { return false }
        if let started = owed.started, item.started != Self.text(started) { return false }
        if owed.step == nil { return item.kind != "warning" }
        return item.step == owed.step && item.occurrence >= owed.occurrence
    }

    // MARK: - Ends of breaches

    /// Who was told of a breach is told that it is over.
    private func checkEnds(_ ledger: Outcome) throws {
        guard exchanges == 0 else { return }
        let all = Dictionary(uniqueKeysWithValues: try facts().map { ($0.id, $0) })
        for message in heard where message.kind != "digest" && !message.wasDenied {
            for item in message.items where ["breach", "escalation"].contains(item.kind) {
                guard let facts = all[item.ticket], facts.queue != Rules.ignored,
                    let rule = rules.clocks.first(where: { $0.clock == item.clock }),
                    facts.isCertainlyOver(rule)
                else { continue }
                let subject = Outcome.Subject(ticket: item.ticket, clock: item.clock)
                if ledger.dead[message.channel]?.contains(subject) ?? false { continue }
                let isTold = heard.contains { later in
                    later.channel == message.channel
                        && later.items.contains {
                            $0.ticket == item.ticket && $0.clock == item.clock
                                && ($0.kind == "resolved" || $0.step.isEmpty)
                        }
                }
                if !isTold { fail("unended", "the end was not told of: \(message.line)") }
            }
        }
    }

    // MARK: - Once

    /// Nobody hears the same twice, but for repeats of what was under way.
    private func checkRepeats() throws {
        var counts: [String: Int] = [:]
        var told: [String: Set<String>] = [:]
        // What was undone may come to be so.
        var corrections: [String: Int] = [:]
        let all = Dictionary(uniqueKeysWithValues: try facts().map { ($0.id, $0) })
        for message in heard {
            let name = "\(message.channel) \(message.id)"
            counts[name, default: 0] += 1
            if counts[name, default: 0] > 1 + repeatable[message.id, default: 0] {
                fail("repeated", "sent again without a reason: \(message.line)")
            }
            guard exchanges == 0 else { continue }
            for item in message.items where !item.step.isEmpty && !item.ticket.isEmpty {
                if item.step == "corrected" {
                    corrections["\(message.channel) \(item.ticket) \(item.clock)", default: 0] += 1
                }
                for role in message.roles {
                    let key = identity(item, role, message.channel)
                    told[key, default: []].insert(message.id)
                    let corrected = corrections["\(message.channel) \(item.ticket) \(item.clock)"]
                    let most = occasions(item, all[item.ticket]) + (corrected ?? 0)
                    if told[key, default: []].count > most {
                        fail("twice", "\(role) hears the same again: \(message.line)")
                    }
                }
            }
        }
    }

    /// How many things of the kind happened at one moment, each of which is told.
    private func occasions(_ item: Heard.Item, _ facts: Facts?) -> Int {
        // Of a ticket that is gone nobody knows any more how often its customer complained.
        guard let facts else { return item.clock == Rules.notice ? 1_000 : 1 }
        if item.kind == "resolved" {
            // A breach of each time that was promised, and after each reopening, has its own end.
            return 1 + facts.events.count { $0.kind == "promise" || $0.kind == "reopened" }
        }
        guard item.clock == Rules.notice else { return 1 }
        // Where the reception was put right, what was told has a start that is known no more.
        let isOdd = wasOdd.contains(facts.id)
        return max(
            1,
            facts.events.count {
                $0.kind == "dissatisfied"
                    && (isOdd || Self.text(max($0.at, facts.received)) == item.started)
            }
        )
    }

    private func identity(_ item: Heard.Item, _ role: String, _ channel: String) -> String {
        let rule = rules.clocks.first { $0.clock == item.clock }
        // Of a clock that has one turn in a ticket's life the start may be put right.
        // Of a clock that has many at a time several may begin at one moment.
        let started =
            switch rule?.starting {
            case .first: ""
            case .each: "\(item.started) \(item.due ?? "")"
            default: item.started
            }
        return "\(channel) \(role) \(item.ticket) \(item.clock) \(started) \(item.promises) "
            + "\(item.step) \(item.occurrence)"
    }

    // MARK: - Not too soon

    /// Nothing was told before it was due.
    private func checkEarly() throws {
        // By a clock that was set back something may have been told after what it is about ended.
        guard !trouble.editedRules, exchanges == 0, !trouble.setClock else { return }
        let known = wasOdd.union(enteredLate)
        for facts in try facts()
        where facts.isPlain(at: now.milliseconds) && !known.contains(facts.id) {
            for rule in rules.clocks {
                guard let slow = SlowTicket(facts, rule, until: now.milliseconds) else { continue }
                for message in heard {
                    for item in message.items
                    where item.ticket == facts.id && item.clock == rule.clock
                        && item.promises == 0 && !item.step.isEmpty && item.kind != "resolved"
                    {
                        check(item, message, slow)
                    }
                }
            }
        }
    }

    private func check(_ item: Heard.Item, _ message: Heard, _ slow: SlowTicket) {
        // A turn that another start overtook is forgotten by the model.
        let turns = slow.turns.filter { Self.text($0.started) == item.started }
        guard !turns.isEmpty else { return }
        let isDue = turns.contains { turn in
            turn.reached.contains {
                slow.rule.ladder[$0.rung].name == item.step && $0.occurrence == item.occurrence
                    && $0.at <= message.at.milliseconds
            }
        }
        if !isDue { fail("early", "told before it was due: \(message.line)") }
    }
}
