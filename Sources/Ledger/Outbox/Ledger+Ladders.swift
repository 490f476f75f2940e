public import BusinessTime
import Foundation
import GRDB
public import ServiceLevels

extension Ledger {
    /// Stores the present ladders, so that cycles begun on them continue unchanged.
    ///
    /// - Returns: Stored ladders other than these, by mark.
    public func keep(_ ladders: [Ladder]) throws(LedgerError) -> [Int64: Ladder] {
        try perform { db in
            var former: [Int64: Ladder] = [:]
            try db.inSavepoint {
                former = [:]
                for ladder in ladders {
                    let steps = try JSONEncoder().encode(Kept(ladder))
                    try db.execute(
                        sql: "INSERT OR IGNORE INTO ladders VALUES (?, ?)",
                        arguments: [ladder.mark, String(decoding: steps, as: UTF8.self)]
                    )
                }
                let present = Set(ladders.map(\.mark))
                for row in try Row.fetchAll(db, sql: "SELECT hash, steps FROM ladders") {
                    let mark: Int64 = row["hash"]
                    let text: String = row["steps"]
                    guard !present.contains(mark),
                        let kept = try? JSONDecoder().decode(Kept.self, from: Data(text.utf8))
                    else { continue }
                    former[mark] = Ladder(rule: kept.rule, steps: kept.steps)
                }
                return .commit
            }
            return former
        }
    }

    /// The tickets with an alert on one of these ladders since a moment.
    public func tickets(
        onLadders marks: Set<Int64>,
        since: Instant
    ) throws(LedgerError) -> Set<String> {
        guard !marks.isEmpty else { return [] }
        return try perform { db in
            var tickets: Set<String> = []
            let statement = try db.cachedStatement(
                sql: "SELECT ticket FROM alerts WHERE ladder = ? AND raised > ?"
            )
            for mark in marks {
                let rows = try String.fetchCursor(statement, arguments: [mark, since.milliseconds])
                while let ticket = try rows.next() { tickets.insert(ticket) }
            }
            return tickets
        }
    }
}

/// The stored form of a ladder.
private struct Kept: Codable {
    var rule: String
    var steps: [Step]

    init(_ ladder: Ladder) {
        rule = ladder.rule
        steps = ladder.steps
    }
}
