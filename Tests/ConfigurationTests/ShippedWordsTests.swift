import BusinessTime
import Configuration
import Foundation
import People
import ServiceLevels
import Testing

/// The shipped policies know what teams really write, and what pages at night they hold urgent.
struct ShippedWordsTests {
    private let configuration: Configuration

    init() throws {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        configuration = try Configuration.read(
            path: root.appending(path: "config/slawatchd.yaml").path,
            secrets: .none
        )
    }

    /// What the usual helpdesks write, from the gravest down, by the level it has in each standard.
    static let words: [(words: [String], level: String, priority: String)] = [
        (["P1", "P0", "p1级", "一级", "紧急", "特急", "ＵＲＧＥＮＴ", "Emergency", "Critical"], "P1", "high"),
        (["Highest", "Blocker", "Major", "Very high", "非常高", "5 very high"], "P1", "high"),
        (["1 - Critical", "100"], "P1", "high"),
        (["高", "High", "HIGH ", "3 high", "4 high", "2 - High", "加急"], "P2", "high"),
        (["P2", "二级"], "P2", "medium"),
        (
            ["中", "普通", "一般", "Medium", "Normal", "2 normal", "3 normal", "3 - Moderate", "50"],
            "P3", "medium"
        ),
        (["Minor", "P3"], "P3", "low"),
        (
            ["低", "Low", "1 low", "2 low", "1 very low", "4 - Low", "5 - Planning", "0"], "P4",
            "low"
        ),
        (["Lowest", "Trivial", "Very low", "P4", "四级"], "P4", "low"),
    ]

    private func ticket(_ priority: String, queue: String? = nil) throws -> Ticket {
        let layout = configuration.policies.layout
        var values = [String?](repeating: nil, count: layout.names.count)
        values[try #require(layout.slot("priority"))] = priority
        values[try #require(layout.slot("queue"))] = queue
        let now = Instant(milliseconds: 1_795_313_700_000)
        let received = TicketEvent(seq: 1, kind: "received", at: now)
        return Ticket(key: 1, id: "T", values: values, layout: layout, events: [received])
    }

    private func rule(of clock: String, _ ticket: Ticket) throws -> String? {
        let policy = try #require(configuration.policies.policy(for: ticket))
        let found = try #require(policy.clocks.first { $0.id == clock })
        return found.cases.first { $0.when.holds(for: ticket) }?.rule
    }

    @Test(arguments: words)
    func priorities_ofTheUsualHelpdesks_haveTheirRow(
        _ words: [String],
        _ level: String,
        _ priority: String
    ) throws {
        let levels = ["P1": "S4-3a", "P2": "S4-3c", "P3": "S4-3f", "P4": "S4-3h"]
        let priorities = ["high": "S0-4a", "medium": "S0-4b", "low": "S0-4c"]
        var check = WordCheck(policies: configuration.policies, people: configuration.people)
        for word in words {
            for queue in ["服务等级", nil] {
                let ticket = try ticket(word, queue: queue)
                let expected = queue == nil ? priorities[priority] : levels[level]
                #expect(try rule(of: "first_response", ticket) == expected, "\(word)")
                let entry = configuration.policies.entry(for: ticket)
                let unknown = check.unknown(in: ticket, underEntry: entry, now: .distantFuture) {
                    _ in
                    true
                }
                #expect(unknown == [], "\(word)")
            }
        }
    }

    @Test(arguments: words)
    func urgency_atNight_isThePolicys(
        _ words: [String],
        _ level: String,
        _ priority: String
    ) throws {
        let quiet = try #require(configuration.people.quiet)
        for word in words {
            #expect(quiet.urgent.holds(for: try ticket(word)) == (priority == "high"), "\(word)")
            let graded = try ticket(word, queue: "SERVICE-LEVELS ")
            #expect(quiet.urgent.holds(for: graded) == (level == "P1"), "\(word)")
        }
    }

    @Test(arguments: ["gold", "P9", "3 highest", "55"])
    func priority_thatNoPolicyKnows_isTold(_ word: String) throws {
        var check = WordCheck(policies: configuration.policies, people: configuration.people)
        let ticket = try ticket(word)
        let entry = configuration.policies.entry(for: ticket)
        let unknown = check.unknown(in: ticket, underEntry: entry, now: .distantFuture) { _ in true
        }
        #expect(unknown.map(\.text) == [word])
    }
}
