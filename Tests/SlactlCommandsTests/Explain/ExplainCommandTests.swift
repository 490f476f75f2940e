import BusinessTime
import Ledger
import ServiceLevels
import Testing

@testable import SlactlCommands

struct ExplainCommandTests {
    /// A ticket that waited for the customer, one of high priority, met and missed clocks.
    private func shop() throws -> Shop {
        let shop = try Shop()
        try shop.receive("A1", at: "2026-11-22 10:00", ["priority": "高", "owner": "li"])
        try shop.happens("first_response", to: "A1", at: "2026-11-22 10:10")
        try shop.happens("waiting", to: "A1", at: "2026-11-22 10:30", about: "waiting_customer")
        try shop.happens("resumed", to: "A1", at: "2026-11-22 11:10")
        try shop.happens("progress", to: "A1", at: "2026-11-22 11:15")
        return shop
    }

    @Test func explanation_isReadable() throws {
        try expectSnapshot(
            "explain-en.txt",
            shop().slactl("explain", "A1", "--language", "en").text
        )
    }

    @Test func explanation_isInTheConfigurationsLanguage() throws {
        try expectSnapshot("explain-zh.txt", shop().slactl("explain", "A1").text)
    }

    @Test func explanationJSON_isStable() throws {
        let shop = try Shop()
        try shop.receive("B2", at: "2026-11-20 16:30", ["priority": "low", "owner": "han"])
        try shop.happens("resolved", to: "B2", at: "2026-11-22 11:00")
        try expectSnapshot("explain.json", shop.slactl("explain", "B2", "--format", "json").text)
    }

    @Test func wait_holdsUpTheDeadline() throws {
        let shop = try shop()
        try shop.happens("waiting", to: "A1", at: "2026-11-22 11:30", about: "waiting_customer")
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        let clock = try #require(
            text.split(separator: "\n\n").first { $0.hasPrefix("resolution") }
        )
        try expectSnapshot(
            "explain-wait.txt",
            String(clock).split(separator: "\n").dropLast().joined(separator: "\n")
        )
    }

    @Test func promise_takesTheTargetsPlace() throws {
        let shop = try shop()
        try shop.happens(
            "promise",
            to: "A1",
            at: "2026-11-22 11:20",
            due: "2026-11-22 18:00"
        )
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        let clock = try #require(
            text.split(separator: "\n\n").first { $0.hasPrefix("resolution") }
        )
        try expectSnapshot(
            "explain-promise.txt",
            String(clock).split(separator: "\n").dropLast().joined(separator: "\n")
        )
    }

    @Test func contactData_isMasked() throws {
        let shop = try Shop()
        try shop.receive(
            "A1",
            at: "2026-11-22 10:00",
            ["priority": "高", "owner": "li 13812345678"]
        )
        try shop.happens(
            "transfer",
            to: "A1",
            at: "2026-11-22 10:10",
            about: "物流部 13812345678",
            due: "2026-11-22 18:00"
        )
        for format in ["table", "json"] {
            let text = try shop.slactl("explain", "A1", "--format", format).text
            #expect(text.contains("物流部 138****5678") && !text.contains("13812345678"))
        }
        #expect(try shop.slactl("explain", "A1").text.contains("owner li 138****5678"))
    }

    @Test func earlierMoment_leavesOutWhatCameLater() throws {
        let text = try shop().slactl(
            "explain",
            "A1",
            "--language",
            "en",
            "--at",
            "2026-11-22 10:05"
        ).text
        #expect(text.contains("moment   2026-11-22 Sun 10:05 (Asia/Shanghai)"))
        #expect(
            text.contains(
                "first_response  First response  S0-4a\n  state      running, due in 10min"
            )
        )
        #expect(
            text.contains(
                "progress (not started: waits for first_response or progress, by a person)"
            )
        )
    }

    @Test func ledger_tellsWhichStepsWereSaid() throws {
        let shop = try Shop()
        try shop.receive("A1", at: "2026-11-22 10:00", ["priority": "高", "owner": "li"])
        try shop.record("A1", at: "2026-11-22 10:20")
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        #expect(!text.contains("\nledger"))
        let clock = try #require(
            text.split(separator: "\n\n").first { $0.hasPrefix("first_response") }
        )
        try expectSnapshot(
            "explain-ledger.txt",
            String(clock).split(separator: "\n").dropLast().joined(separator: "\n")
        )
        // What is over keeps what was said of it.
        try shop.happens("first_response", to: "A1", at: "2026-11-22 11:00")
        let later = try shop.slactl("explain", "A1", "--language", "en").text
        #expect(later.contains("said before  owner  raised 2026-11-22 10:20"))
    }

    @Test func overTurns_areShownOnlyWithAll() throws {
        let shop = try shop()
        try shop.happens("progress", to: "A1", at: "2026-11-22 11:40")
        let text = try shop.slactl("explain", "A1", "--language", "en").text
        #expect(text.contains("progress  Progress  S0-5  (earlier turns: 2, see --all)\n"))
        let all = try shop.slactl("explain", "A1", "--language", "en", "--all").text
        #expect(all.components(of: "\nprogress  Progress  S0-5\n") == 3)
    }

    @Test func notices_areExplained() throws {
        let shop = try Shop()
        try shop.receive(
            "C3",
            at: "2026-11-22 11:55",
            ["priority": "P1", "queue": "service-levels"]
        )
        let text = try shop.slactl("explain", "C3", "--language", "en").text
        let notices = text.split(separator: "\n\n").filter { $0.hasPrefix("notice ") }
        try expectSnapshot("explain-notices.txt", notices.joined(separator: "\n\n"))
    }

    @Test func unknownTicket_isAnError() throws {
        let failure = try Shop().failure("explain", "nope")
        #expect(failure?.message == "no ticket has the id 'nope'; hint: slactl ticket list")
        #expect(failure?.code == 1)
    }

    @Test func ticketWithoutPolicy_isAnError() throws {
        let shop = try Shop { text in
            text.replacing("  - file: policies/rapid-response.yaml\n", with: "")
        }
        try shop.receive("A1", at: "2026-11-22 10:00", ["priority": "高"])
        let failure = try #require(shop.failure("explain", "A1", "--language", "en"))
        #expect(
            failure.message == """
                no policy is in force for ticket 'A1'; \
                service-levels is for queue = service-levels | 服务等级  (queue: –)
                """
        )
        #expect(failure.code == 1)
    }

    @Test func hostileTicket_cannotSteerTheTerminal() throws {
        let shop = try Shop()
        try shop.receive(
            "A1",
            at: "2026-11-22 10:00",
            ["priority": "高\u{1B}[2J", "owner": "a\nb", "queue": "\u{9B}31m"]
        )
        for language in ["en", "zh-CN"] {
            let text = try shop.slactl("explain", "A1", "--language", language).text
            #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x9B })
            #expect(text.contains("a b"))
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        ranges(of: part).count
    }
}
