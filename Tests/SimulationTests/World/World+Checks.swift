import BusinessTime
import GRDB
import ServiceLevels

@testable import Ledger
@testable import Watchdog

/// What everybody may count on, at any moment.
extension World {
    /// Whether rows are open never contradicts their status.
    func checkStore(_ known: [Facts]) {
        for facts in known {
            let isOpen: Bool? =
                switch facts.meaning {
                case .closed: false
                case .working, .waiting: true
                // What was closed and is called resolved again may be either.
                case .resolved: facts.has(["closed"]) ? nil : true
                case .unstated: nil
                }
            if let isOpen, isOpen != facts.isOpen {
                fail(
                    "open",
                    "\(facts.id) has status \(facts.status) and \(facts.isOpen ? "no " : "a ")"
                        + "time of closing"
                )
            }
        }
    }

    /// Nothing is sent of what is over by what the store says.
    func checkTruth(of message: Heard) {
        guard message.kind != "digest", !message.items.isEmpty else { return }
        for item in message.items {
            guard !item.ticket.isEmpty, item.kind != "resolved" else { return }
            guard let facts = try? facts(of: item.ticket) else { return }
            guard let facts = facts.first else { continue }
            if !isOver(item, facts) { return }
        }
        fail("stale", "sent of what is over: \(message.line)")
    }

    private func isOver(_ item: Heard.Item, _ facts: Facts) -> Bool {
        if facts.queue == Rules.ignored { return true }
        guard let rule = rules.clocks.first(where: { $0.clock == item.clock }) else { return false }
        if facts.isCertainlyOver(rule) { return true }
        guard facts.isPlain(at: now.milliseconds),
            let slow = SlowTicket(facts, rule, until: nil)
        else { return false }
        let turns = slow.turns.filter { Self.text($0.started) == item.started }
        return turns.allSatisfy(\.isOver)
    }

    static func text(_ milliseconds: Int64) -> String {
        Instant(milliseconds: milliseconds).iso8601(in: .utc)
    }

    /// Created is what became of it.
    func checkConservation() throws {
        guard let engine else { return }
        let counts = try engine.context.ledger.counts()
        let created = try engine.context.ledger.perform { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM deliveries") ?? 0
        }
        let sum = counts.values.reduce(0, +)
        if sum != created { fail("conservation", "\(created) created, \(counts)") }
    }
}
