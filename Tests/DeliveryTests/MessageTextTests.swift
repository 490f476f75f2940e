import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import Testing

@testable import Notifications

/// The words of a message, line by line.
struct MessageTextTests {
    private func lines(
        _ alerts: [Alert],
        _ language: Language,
        after: TimeSpan,
        url: String? = nil
    ) throws -> [String] {
        let now = MessageSamples.start + after
        let routes = Routes(roles: ["owner": ["webhook"]])
        let made = try MessageSamples.writer(language, routes: routes, url: url).deliveries(
            of: alerts,
            ticket: MessageSamples.ticket(),
            readings: MessageSamples.readings(now: now),
            now: now
        )
        return try text(of: made).split(separator: "\n").map(String.init)
    }

    private func text(of made: [NewDelivery]) throws -> String {
        let body = try #require(made.first).body
        return try AlertMessage.decoder.decode(AlertMessage.self, from: Data(body)).data.text
    }

    @Test func breach_saysWhatWhoseWhenHowLateWhyAndWhatNext() throws {
        let alert = Alert(step: MessageSamples.step(.breach))
        let chinese = try lines([alert], .chinese, after: .minutes(20), url: "https://crm/{id}")
        #expect(
            chinese == [
                "[Slawatch] 超时 20260309001 P1 故障 无法登录，请回电 z***@example.com",
                "首次响应：应于 10:15 前完成，已超时 5 分钟（S0-4a）",
                "依据：自 10:00 起，时限 15 分钟（日历 office），已计 20 分钟", "负责人：李明",
                "下一步：请立即处理，并告知客户原因和新的时间 #b16d32", "https://crm/20260309001",
            ]
        )
        let english = try lines([alert], .english, after: .minutes(20))
        #expect(
            english == [
                "[Slawatch] BREACH 20260309001 P1 故障 无法登录，请回电 z***@example.com",
                "First response: due 10:15, 5min late (S0-4a)",
                "Why: since 10:00, target 15min (calendar office), 20min counted", "Owner: 李明",
                "Next: see to it now, and tell the customer why and a new time #b16d32",
            ]
        )
    }

    @Test func warning_saysHowMuchIsLeft() throws {
        let alert = Alert(step: MessageSamples.step(.warning))
        #expect(
            try lines([alert], .chinese, after: .minutes(11))[1]
                == "首次响应：应于 10:15 前完成，还剩 4 分钟（S0-4a）"
        )
        #expect(
            try lines([alert], .english, after: .minutes(11))[1]
                == "First response: due 10:15, 4min left (S0-4a)"
        )
    }

    @Test func breachToldAtOnce_saysLateWithoutANumber() throws {
        let alert = Alert(step: MessageSamples.step(.breach))
        let late = TimeSpan.minutes(15) + .milliseconds(1)
        #expect(
            try lines([alert], .english, after: late)[1]
                == "First response: due 10:15, late (S0-4a)"
        )
        #expect(try lines([alert], .chinese, after: late)[1] == "首次响应：应于 10:15 前完成，已超时（S0-4a）")
    }

    @Test func nudge_saysWhichAndWhatToDo() throws {
        let (alert, _) = MessageSamples.alert(.nudge)
        #expect(
            try lines([alert], .english, after: .minutes(16))[1]
                == "First response: due 10:15, 1min late, nudge 4, 2 more missed (S0-4a)"
        )
    }

    @Test func notice_speaksOfNoDeadline() throws {
        let (alert, _) = MessageSamples.alert(.notice)
        #expect(try lines([alert], .chinese, after: .zero)[1] == "通知：首次响应（S0-4a），自 10:00 起")
    }

    @Test func subject_isNamedMaskedAndOnOneLine() throws {
        var alert = Alert(step: MessageSamples.step(.breach))
        alert.step.subject = "物流部\n13812345678"
        #expect(
            try lines([alert], .chinese, after: .minutes(20))[1]
                == "首次响应（物流部 138****5678）：应于 10:15 前完成，已超时 5 分钟（S0-4a）"
        )
        alert.step.subject = String(repeating: "x", count: 100)
        #expect(
            try lines([alert], .english, after: .minutes(20))[1]
                == "First response (\(String(repeating: "x", count: 59))…): due 10:15, 5min late "
                + "(S0-4a)"
        )
    }

    @Test func notice_namesItsSubjectUnlessItIsTheLevel() throws {
        var (alert, _) = MessageSamples.alert(.notice)
        alert.step.subject = "物流部"
        #expect(try lines([alert], .chinese, after: .zero)[1] == "通知：首次响应，物流部（S0-4a），自 10:00 起")
        #expect(
            try lines([alert], .english, after: .zero)[1]
                == "Notice: First response, 物流部 (S0-4a), since 10:00"
        )
        alert.step.subject = "P1"
        #expect(try lines([alert], .chinese, after: .zero)[1] == "通知：首次响应（S0-4a），自 10:00 起")
    }

    @Test func deadlineOfAnotherDay_isShownWithItsDate() throws {
        let alert = Alert(step: MessageSamples.step(.breach))
        #expect(
            try lines([alert], .english, after: .hours(26))[1].contains("due 2026-03-09 10:15,")
        )
    }

    @Test func severalAlerts_haveALineEach() throws {
        let alerts = [
            Alert(step: MessageSamples.step(.breach)),
            Alert(step: MessageSamples.step(.warning, clock: "resolution", due: .hours(4))),
        ]
        let lines = try lines(alerts, .english, after: .hours(3))
        #expect(lines.count == 7)
        #expect(lines[0].hasPrefix("[Slawatch] BREACH "))
        #expect(lines[3] == "First response: due 14:00, 1h left (S0-4a)")
    }

    @Test(arguments: ["first_start", "reload", "ledger_lost", "other"])
    func summary_saysWhyAndWhereToLook(reason: String) throws {
        let summary = AlertMessage.Summary(
            reason: reason,
            tickets: 3,
            kinds: ["warning": 1, "breach": 2],
            examples: ["a", "b"]
        )
        for language in Language.allCases {
            let made = try MessageSamples.writer(language).deliveries(
                of: summary,
                identity: MessageSamples.step(.summary).identity,
                roles: ["supervisor"],
                now: MessageSamples.start
            )
            let text = try text(of: made)
            #expect(text.split(separator: "\n").count == 4)
            #expect(text.hasPrefix("[Slawatch] ") && text.contains("slactl due"))
            #expect(text.contains("a b"))
        }
    }
}
