import Configuration
import Foundation
import ServiceLevels
import Testing

/// Faulty files: every fault is told with its place, and what was probably meant.
struct ConfigurationErrorTests {
    private func issues(
        _ main: String,
        policy: String = "policy: p\nclocks: []\n"
    ) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "slawatchd.yaml")
        try main.write(to: file, atomically: true, encoding: .utf8)
        try policy.write(
            to: folder.appending(path: "p.yaml"),
            atomically: true,
            encoding: .utf8
        )
        do throws(ConfigurationError) {
            _ = try Configuration.read(path: file.path)
            return []
        } catch {
            return error.issues.map {
                $0.description.replacing(folder.path + "/", with: "")
            }
        }
    }

    private let good = """
        store: {path: t.db}
        policies: [{file: p.yaml}]
        roles: {owner: [out]}
        channels: {out: {type: console}}

        """

    @Test func goodFile_hasNoIssues() throws {
        #expect(try issues(good) == [])
    }

    @Test func unknownKey_namesTheNearest() throws {
        #expect(
            try issues(good + "chanels: {}\n") == [
                "slawatchd.yaml:5:1: unknown key 'chanels'; did you mean 'channels'?"
            ]
        )
    }

    @Test func missingKey_isNamed() throws {
        #expect(
            try issues("store: {path: t.db}\n")
                == ["slawatchd.yaml:1:1: has no 'policies', which it needs"]
        )
    }

    @Test func wrongValue_isQuoted() throws {
        #expect(
            try issues(good.replacing("{path: t.db}", with: "{path: t.db, poll: often}")) == [
                "slawatchd.yaml:1:27: store.poll: 'often' is no length of time; write it like 4h, "
                    + "15min or 1h30min"
            ]
        )
    }

    @Test func everyFault_isTold_notOnlyTheFirst() throws {
        let issues = try issues(good + "languag: en\nshadow: maybe\nsummary_above: 0\n")
        #expect(issues.count == 3)
    }

    @Test func brokenYAML_hasAPlace() throws {
        let issues = try issues("store: {path: t.db\npolicies: []\n")
        #expect(issues.count == 1)
        #expect(issues.first?.hasPrefix("slawatchd.yaml:2:") == true)
    }

    @Test func sameKeyTwice_isRefused() throws {
        let issues = try issues(good + "language: en\nlanguage: zh-CN\n")
        #expect(issues.count == 1)
        #expect(issues.first?.contains("'language' is given twice") == true)
    }

    @Test func unknownChannel_namesTheNearest() throws {
        #expect(
            try issues(good.replacing("[out]", with: "[outt]")) == [
                "slawatchd.yaml:3:17: roles.owner[0]: there is no channel 'outt'; did you mean "
                    + "'out'?"
            ]
        )
    }

    @Test func plainHTTP_isRefused_unlessLoopbackOrAllowed() throws {
        func config(_ url: String, _ more: String = "") -> String {
            good.replacing(
                "{type: console}",
                with: "{type: webhook, unsigned: true, url: \"\(url)\"\(more)}"
            )
        }
        #expect(try issues(config("http://127.0.0.1:8377/")) == [])
        #expect(try issues(config("https://hooks.example.com/T0KEN")) == [])
        #expect(try issues(config("http://hooks.example.com/", ", allow_plain_http: true")) == [])
        let refused = try issues(config("http://hooks.example.com/T0KEN"))
        #expect(refused.count == 1)
        #expect(refused.first?.contains("not encrypted") == true)
        #expect(refused.first?.contains("T0KEN") == false)
    }

    @Test func webhookWithoutSecret_isRefused() throws {
        let config = good.replacing(
            "{type: console}",
            with: "{type: webhook, url: \"https://example.com/\"}"
        )
        #expect(try issues(config).first?.contains("to sign with") == true)
    }

    @Test func neverOpenCalendar_isRefused() throws {
        let config = good + "calendars: {office: {zone: Asia/Shanghai, week: {mon: []}}}\n"
        #expect(try issues(config).count == 1)
    }

    @Test(arguments: [
        ("target: 0min", "is no time at all"), ("target: 3 working weeks", "is no length of time"),
        ("target: 15min, calender: always", "did you mean 'calendar'?"),
        ("target: 15min, ladder: [{step: a, to: owner}]", "needs one of 'at'"),
        ("target: 15min, ladder: [{step: a, at: 175%, to: owner}]", "is no share of the target"),
        ("target: 15min, ladder: [{step: a, after: 0min, to: ownr}]", "did you mean 'owner'?"),
        ("target: 15min, when: {priority: {att_least: 3}}", "did you mean 'at_least'?"),
        ("target: 15min, calendar: offce", "there is no calendar 'offce'"),
        ("when: {priority: high}", "has neither 'target' nor 'every'"),
        ("target: 15min, every: 4h", "has both 'target' and 'every'"),
        (
            "target: 15min, ladder: [{step: a, after: 0min, repeat: 1ms, to: owner}]",
            "may not be shorter than a second"
        ),
    ])
    func faultyCase_isExplained(text: String, expected: String) throws {
        let calendar = text.contains("cal") ? "" : ", calendar: always"
        let policy = """
            policy: p
            clocks:
              - id: c
                start: received
                satisfied_by: done
                cases: [{rule: R, \(text)\(calendar)}]
            """
        let issues = try issues(good, policy: policy)
        #expect(issues.contains { $0.hasPrefix("p.yaml:6:") && $0.contains(expected) }, "\(issues)")
    }

    @Test func twoPoliciesOfOneName_areRefused() throws {
        let twice = good.replacing("[{file: p.yaml}]", with: "[{file: p.yaml}, {file: p.yaml}]")
        #expect(try issues(twice).first?.contains("has the name of another one") == true)
    }

    @Test func misspeltPause_isRefused() throws {
        let policy = """
            policy: p
            clocks:
              - {id: c, start: received, satisfied_by: resolved, pauses: every_wiat, cases: []}
            """
        #expect(try issues(good, policy: policy).first?.contains("'every_wait'?") == true)
    }

    @Test func misspeltEventsValuesAndAttributes_areTold() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "slawatchd.yaml")
        try good.write(to: file, atomically: true, encoding: .utf8)
        try """
        policy: p
        synonyms: {priority: {high: [高]}}
        clocks:
          - id: c
            start: recieved
            satisfied_by: resolved
            cases:
              - {rule: R, when: {priority: hihg, prioritty: high}, target: 1h, calendar: always}
        """.write(to: folder.appending(path: "p.yaml"), atomically: true, encoding: .utf8)
        let configuration = try Configuration.read(path: file.path)
        let warnings = configuration.warnings.joined(separator: "\n")
        #expect(warnings.contains("p.yaml:5:12: clocks[0].start: no store of ours"))
        #expect(warnings.contains("did you mean 'received'?"))
        #expect(warnings.contains("'hihg' is none of the values of 'priority'"))
        let known = configuration.policies.layout.names.filter { $0 != "prioritty" }
        let error = #expect(throws: ConfigurationError.self) {
            try configuration.checkAttributes(columns: known)
        }
        #expect(error?.issues.first?.line == 8)
        #expect(error?.issues.first?.message.contains("did you mean 'priority'?") == true)
    }

    @Test func missingFile_isNamed() throws {
        let issues = try issues(good.replacing("p.yaml", with: "q.yaml"))
        #expect(issues.count == 1)
        #expect(issues.first?.contains("cannot read the file q.yaml") == true)
    }
}
