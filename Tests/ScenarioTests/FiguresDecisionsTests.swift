import BusinessTime
import Configuration
import Foundation
import ServiceLevels
import Testing

@testable import TicketStore

/// The decisions of a set of 31 tickets, worked out by a program of its own (`figures.md`, 2).
struct FiguresDecisionsTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Figures")

    /// One expected decision, by the names of `slactl explain --format json`.
    private struct Expected: Decodable, Hashable {
        var ticket: String
        var clock: String
        var rule: String?
        var level: String?
        var verdict: String?
        var decided: String?
        var due: String?
        var standard_due: String?
        var satisfied: String?
    }

    @Test func decisions_areThoseWorkedOutElsewhere() throws {
        let configuration = try Configuration.read(
            path: Self.folder.appending(path: "slawatchd.yaml").path
        )
        let store = try StoredTickets(configuration)
        try store.load(Self.folder.appending(path: "tickets.sql"))
        let now = try store.instant("10-02 00:00")
        func text(_ instant: Instant?) -> String? { instant?.iso8601(in: configuration.zone) }

        let lines = try String(
            contentsOf: Self.folder.appending(path: "decisions.jsonl"),
            encoding: .utf8
        ).split(separator: "\n")
        let all = try lines.map { try JSONDecoder().decode(Expected.self, from: Data($0.utf8)) }
        #expect(all.count == 65)
        for (id, expected) in Dictionary(grouping: all, by: \.ticket) {
            let ticket = try store.ticket(id)
            let policy = try #require(configuration.policies.policy(for: ticket))
            let found = Reader(policy: policy).decisions(of: ticket, now: now).map { turn, found in
                Expected(
                    ticket: id,
                    clock: turn.clock,
                    rule: found.rule,
                    level: policy.level(found.level),
                    verdict: found.verdict.rawValue,
                    decided: text(found.at),
                    due: text(found.due),
                    standard_due: text(found.standardDue),
                    satisfied: text(found.satisfied)
                )
            }
            let decided = expected.filter { $0.verdict != nil }
            #expect(Set(found) == Set(decided), "\(id)")
        }
    }
}

extension Policy {
    /// The standard's own word for a level.
    fileprivate func level(_ word: String?) -> String {
        let words = [
            ["high", "高"], ["medium", "中"], ["low", "低"], ["P2", "P2级"],
        ]
        return words.first { $0.contains(word ?? "") }?.first ?? word ?? "未定级"
    }
}
