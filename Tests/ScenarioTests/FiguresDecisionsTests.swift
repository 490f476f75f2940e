import BusinessTime
import Configuration
import Foundation
import Reporting
import ServiceLevels
import Testing

@testable import TicketStore

/// The decisions of a set of 31 tickets, worked out by a program of its own (`figures.md`, 2).
struct FiguresDecisionsTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Figures")

    /// One expected decision, by the names of `slactl explain --format json`.
    fileprivate struct Expected: Decodable, Hashable {
        var ticket: String?
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
        let opened = TicketStore(
            path: store.path,
            layout: configuration.policies.layout,
            logger: nil
        )
        try opened.open()

        let lines = try String(
            contentsOf: Self.folder.appending(path: "decisions.jsonl"),
            encoding: .utf8
        ).split(separator: "\n")
        let all = try lines.map { try JSONDecoder().decode(Expected.self, from: Data($0.utf8)) }
        #expect(all.count == 65)
        for (id, expected) in Dictionary(grouping: all, by: { $0.ticket ?? "" }) {
            let report = try ExplanationReport(
                ExplanationReport.Request(ticket: id, all: true),
                configuration: configuration,
                store: opened,
                state: "/nonexistent",
                now: now
            )
            let explained = try JSONDecoder().decode(
                Explained.self,
                from: Data(report.text(as: .json).utf8)
            )
            let found = explained.decisions.map { decision in
                var decision = decision
                decision.ticket = id
                decision.level = Self.level(decision.level)
                return decision
            }
            let decided = expected.filter { $0.verdict != nil }
            #expect(Set(found) == Set(decided), "\(id)")
            // Each stands with its turn too, where the present level has one.
            let beside = explained.clocks.compactMap { $0.decision?.decided }
            #expect(Set(beside).isSubset(of: found.map { $0.decided ?? "" }), "\(id)")
        }
    }

    /// The standard's own word for a level.
    private static func level(_ word: String?) -> String {
        let words = [
            ["high", "高"], ["medium", "中"], ["low", "低"], ["P2", "P2级"],
        ]
        return words.first { $0.contains(word ?? "") }?.first ?? word ?? "未定级"
    }
}

/// What `slactl explain --all --format json` says of a ticket, as far as it is looked at here.
private struct Explained: Decodable {
    struct Clock: Decodable {
        struct Decision: Decodable { var decided: String? }
        var decision: Decision?
    }
    var clocks: [Clock]
    var decisions: [FiguresDecisionsTests.Expected]
}
