import BusinessTime
import GRDB
import ServiceLevels
import Support
import Testing

@testable import Ledger

/// No statement of the ledger reads a whole table: however much it holds, nothing takes longer.
struct LedgerPlanTests {
    let state = TemporaryState()

    /// The tables that grow.
    private static let growing = [
        "alerts", "deliveries", "delivery_alerts", "audit", "acknowledgements", "silences",
        "decisions",
    ]
    /// Indexes of the few rows that are not settled, which may be read from end to end.
    private static let small = ["deliveries_unfinished", "alerts_unended", "deliveries_folded"]

    /// The statements that a body has run.
    private func statements(
        of queue: DatabaseQueue,
        _ body: () throws -> Void
    ) throws -> Set<String> {
        final class Seen: @unchecked Sendable { var sql: Set<String> = [] }  // on this thread alone
        let seen = Seen()
        queue.inDatabase { db in
            db.trace { event in
                if case .statement(let statement) = event { seen.sql.insert(statement.sql) }
            }
        }
        try body()
        queue.inDatabase { $0.trace(options: []) }
        return seen.sql
    }

    /// The plans of statements that read a table that grows from end to end.
    private func scans(_ statements: Set<String>, _ queue: DatabaseQueue) throws -> [String] {
        let kinds = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"]
        return try queue.inDatabase { db in
            var found: [String] = []
            for sql in statements where kinds.contains(where: sql.hasPrefix) {
                let plan = try db.makeStatement(sql: "EXPLAIN QUERY PLAN \(sql)")
                // Which values does not matter to a plan.
                plan.setUncheckedArguments(StatementArguments())
                let details = try Row.fetchAll(plan).map { $0["detail"] as String }
                // The newest so many, in the order of the table itself.
                let isList = sql.contains("ORDER BY seq") && !sql.contains("WHERE")
                for detail in details where detail.hasPrefix("SCAN ") && !isList {
                    if Self.small.contains(where: detail.contains) { continue }
                    guard Self.growing.contains(where: sql.contains) else { continue }
                    found.append("\(detail): \(sql)")
                }
            }
            return found
        }
    }

    private func use(_ ledger: Ledger) throws {
        let identity = AlertIdentity.test("breach")
        let ladder = Ladder(rule: "S0-4a", steps: [])
        _ = try ledger.keep([ladder])
        _ = try ledger.tickets(onLadders: [ladder.mark, 7], since: .test)
        _ = try ledger.record(
            [.raised([.test(identity, kind: .breach)], .test("a"), .test("b", channel: "mail"))],
            inFlight: [],
            now: .test
        )
        try ledger.post(.test("later"), .test("c"))
        _ = try ledger.raised(ticket: "T-1")
        _ = try ledger.unendedBreaches(of: "T-1")
        _ = try ledger.ticketsOfUnendedBreaches(after: "", limit: 10)
        _ = try ledger.messages(ofBreach: CycleKey(identity), ticket: "T-1")
        _ = try ledger.timesEnded(CycleKey(identity), ticket: "T-1")
        try ledger.reopen(CycleKey(identity), ticket: "T-1")
        _ = try ledger.known(since: .test)
        _ = try ledger.pending()
        _ = try ledger.delivery(1)
        _ = try ledger.counts()
        _ = try ledger.decisions(of: "T-1")
        try ledger.releaseHeld(now: .test)
        _ = try ledger.heldForATime()
        _ = try ledger.reconsiderHeld(.silence, of: nil, now: .test)
        _ = try ledger.reconsiderHeld(.silence, of: "T-1", now: .test)
        _ = try ledger.release([1], now: .test)
        try ledger.noteSending(1, now: .test)
        _ = try ledger.sendTimes(since: .test)
        let digest = try ledger.bundle([1], into: .test("d", ticket: ""), now: .test)
        _ = try ledger.unbundle(digest?.seq ?? 0, now: .test)
        try ledger.record([DeliveryChange(seq: 1, state: .dead, attempted: true)], now: .test)
        _ = try ledger.redeliver("a", now: .test)
        let word = Acknowledgement(
            ticket: "T-1",
            clock: nil,
            by: "li",
            note: "",
            at: .test,
            expires: .test + .hours(1)
        )
        _ = try ledger.acknowledge(word)
        _ = try ledger.acknowledgements(now: .test)
        _ = try ledger.endAcknowledgements(of: "T-1", clock: nil, now: .test)
        _ = try ledger.silences(now: .test)
        _ = try ledger.endSilence(1, now: .test)
        for shelf in Shelf.allCases {
            _ = try ledger.aged(shelf, before: .test, after: nil, limit: 20)
            try ledger.forget(shelf, [4711])
        }
    }

    @Test func noStatementOfTheDaemon_readsAWholeTable() throws {
        let ledger = try state.open()
        let statements = try statements(of: ledger.database) { try use(ledger) }
        #expect(statements.count > 40)
        #expect(try scans(statements, ledger.database) == [])
    }

    @Test func noListThatAnAgentAsksFor_readsAWholeTable() throws {
        try use(try state.open())
        let reader = try LedgerReader(directory: state.path)
        let statements = try statements(of: reader.database) {
            for ticket in [nil, "T-1"] {
                _ = try reader.alerts(ticket: ticket, limit: 10)
                for state in [nil, DeliveryState.dead] {
                    _ = try reader.deliveries(ticket: ticket, state: state, limit: 10)
                }
            }
            _ = try reader.counts()
            _ = try reader.acknowledgements(now: .test)
            _ = try reader.silences(now: .test)
            _ = try reader.audit(limit: 10)
            _ = try reader.callCounts(limit: 10)
            _ = try reader.decisions(of: "T-1")
            _ = try reader.extent()
        }
        #expect(statements.count >= 10)
        #expect(try scans(statements, reader.database) == [])
    }
}
