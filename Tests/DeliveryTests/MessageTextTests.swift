import BusinessTime
import ServiceLevels
import Testing

@testable import Delivery

/// The words of a message, line by line.
struct MessageTextTests {
    private func lines(
        _ alerts: [Alert],
        _ language: Language,
        after: TimeSpan,
        url: String? = nil
    ) throws -> [String] {
        try AlertText(language: language, zone: MessageSamples.zone())
            .text(
                of: alerts,
                ticket: MessageSamples.ticket(),
                url: url,
                now: MessageSamples.start + after
            ).split(separator: "\n").map(String.init)
    }

    @Test func breach_saysWhatWhoseWhenAndHowLate() throws {
        let alert = Alert(step: MessageSamples.step(.breach))
        #expect(
            try lines([alert], .chinese, after: .minutes(20), url: "https://crm/1") == [
                "[Slawatch] 超时 20260309001 P1 故障 无法登录，请回电 z***@example.com",
                "首次响应：应于 10:15 前完成，已超时 5 分钟（S0-4a）", "负责人：李明", "https://crm/1",
            ]
        )
        #expect(
            try lines([alert], .english, after: .minutes(20)) == [
                "[Slawatch] BREACH 20260309001 P1 故障 无法登录，请回电 z***@example.com",
                "First response: due 10:15, 5min late (S0-4a)", "Owner: 李明",
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
                == "First response: due 10:15, 1min late, nudge 4: tell the customer how things "
                + "stand, 2 more missed (S0-4a)"
        )
    }

    @Test func notice_speaksOfNoDeadline() throws {
        let (alert, _) = MessageSamples.alert(.notice)
        #expect(try lines([alert], .chinese, after: .zero)[1] == "通知：首次响应（S0-4a）")
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
        #expect(try lines([alert], .chinese, after: .zero)[1] == "通知：首次响应，物流部（S0-4a）")
        #expect(
            try lines([alert], .english, after: .zero)[1]
                == "Notice: First response, 物流部 (S0-4a)"
        )
        alert.step.subject = "P1"
        #expect(try lines([alert], .chinese, after: .zero)[1] == "通知：首次响应（S0-4a）")
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
        #expect(lines.count == 4)
        #expect(lines[0].hasPrefix("[Slawatch] BREACH "))
        #expect(lines[2] == "First response: due 14:00, 1h left (S0-4a)")
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
            let text = try AlertText(language: language, zone: MessageSamples.zone())
                .text(of: summary)
            #expect(text.split(separator: "\n").count == 4)
            #expect(text.hasPrefix("[Slawatch] ") && text.contains("slactl due"))
            #expect(text.contains("a b"))
        }
    }
}
