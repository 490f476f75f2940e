import BusinessTime
import GRDB
public import ServiceLevels

/// The decision about a cycle of a ticket's clock.
public struct CycleDecision: Sendable, Hashable {
    public var ticket: String
    /// The cycle; its promise revision does not count.
    public var turn: CycleKey
    /// The decision; nil withdraws an earlier one.
    public var decision: Decision?
    /// The policy that decided.
    public var policy: String

    public init(ticket: String, turn: CycleKey, decision: Decision?, policy: String) {
        self.ticket = ticket
        self.turn = turn
        self.decision = decision
        self.policy = policy
    }
}

extension Ledger {
    /// The decisions about a ticket's cycles.
    ///
    /// - Throws: `LedgerError` if the ledger cannot be read.
    public func decisions(of ticket: String) throws(LedgerError) -> [CycleKey: Decision] {
        try perform { try $0.decisions(of: ticket) }
    }
}

extension LedgerReader {
    /// The decisions about a ticket's cycles; none in a ledger of an older version.
    public func decisions(of ticket: String) throws(LedgerError) -> [CycleKey: Decision] {
        try read { db in
            guard try db.tableExists("decisions") else { return [:] }
            return try db.decisions(of: ticket)
        }
    }
}

extension Database {
    fileprivate func decisions(of ticket: String) throws -> [CycleKey: Decision] {
        let statement = try cachedStatement(
            sql: """
                SELECT clock, cycle_seq, cycle_at, verdict, at, rule, level, due, standard_due,
                    satisfied, kinds, facts
                FROM decisions WHERE ticket = ? AND replaced IS NULL
                """
        )
        var decisions: [CycleKey: Decision] = [:]
        let rows = try Row.fetchCursor(statement, arguments: [ticket])
        while let row = try rows.next() {
            func instant(_ column: Int) -> Instant? {
                (row[column] as Int64?).map(Instant.init(milliseconds:))
            }
            let cycle = CycleID(seq: row[1], at: Instant(milliseconds: row[2]))
            let kinds: String = row[10]
            guard let verdict = Decision.Verdict(rawValue: row[3]), let at = instant(4)
            else { continue }
            decisions[CycleKey(clock: row[0], cycle: cycle, promiseRevision: 0)] = Decision(
                verdict: verdict,
                at: at,
                rule: row[5],
                level: row[6],
                due: instant(7),
                standardDue: instant(8),
                satisfied: instant(9),
                kinds: kinds.split(separator: ",").map(String.init),
                facts: row[11]
            )
        }
        return decisions
    }

    /// Records a decision and keeps the earlier one beside it.
    func record(_ decided: CycleDecision, now: Instant) throws {
        let key = decided.turn
        let replace = try cachedStatement(
            sql: """
                UPDATE decisions SET replaced = ? WHERE ticket = ? AND clock = ?
                AND cycle_seq = ? AND cycle_at = ? AND replaced IS NULL
                """
        )
        try replace.execute(arguments: [
            now.milliseconds, decided.ticket, key.clock, key.cycle.seq,
            key.cycle.at.milliseconds,
        ])
        guard let decision = decided.decision else { return }
        let insert = try cachedStatement(
            sql: """
                INSERT INTO decisions (ticket, clock, cycle_seq, cycle_at, verdict, at, rule, level,
                    due, standard_due, satisfied, kinds, facts, policy, recorded)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(arguments: [
            decided.ticket, key.clock, key.cycle.seq, key.cycle.at.milliseconds,
            decision.verdict.rawValue, decision.at.milliseconds, decision.rule, decision.level,
            decision.due?.milliseconds, decision.standardDue?.milliseconds,
            decision.satisfied?.milliseconds, decision.kinds.joined(separator: ","),
            decision.facts, decided.policy, now.milliseconds,
        ])
    }
}
