import Foundation
import Ledger
import ServiceLevels
import SlawatchTesting
import Testing

@testable import Notifications

/// Messages in every markup and language, and what templates may change of them.
struct MessageRendererTests {
    static func renderer(
        _ language: Language,
        _ templates: TemplateSet = .embedded
    ) throws -> MessageRenderer {
        MessageRenderer(templates: templates, language: language, zone: try MessageSamples.zone())
    }

    /// A message as it is committed.
    static func message(_ kind: AlertKind, _ language: Language) throws -> AlertMessage {
        let sample: AlertKind = [.resolved, .digest, .drill].contains(kind) ? .breach : kind
        let body = try MessageGoldenTests.body(sample, language)
        var message = try AlertMessage.decoder.decode(AlertMessage.self, from: Data(body))
        message.data.kind = kind.rawValue
        switch kind {
        case .resolved:
            message.data.alerts[0].kind = "resolved"
            message.data.alerts[0].at = "2026-03-09T10:30:00+08:00"
        case .digest:
            message.data.ticket = nil
            message.data.alerts = []
            message.data.digest = .init(
                reason: "quiet_hours",
                count: 2,
                members: [
                    .init(
                        id: "slaw_0123456789abcdef",
                        ticket: "20260309001",
                        url: "https://crm.example.com/1",
                        priority: "P1",
                        owner: "李明",
                        kind: "breach",
                        name: "首次响应",
                        rule: "S0-4a",
                        due: "2026-03-09T08:15:00+08:00"
                    ),
                    .init(
                        id: "slaw_1",
                        ticket: "",
                        url: nil,
                        priority: nil,
                        owner: nil,
                        kind: "summary",
                        name: "汇总",
                        rule: "",
                        due: nil
                    ),
                ]
            )
        case .drill:
            message.data.ticket = nil
            message.data.alerts = []
        default: break
        }
        return message
    }

    @Test(arguments: AlertKind.allCases, Language.allCases)
    func everyKind_hasPrefixLabelAndShortIdInEveryMarkup(
        kind: AlertKind,
        language: Language
    ) throws {
        let message = try Self.message(kind, language)
        let words = MessageWords(language: language, zone: try MessageSamples.zone())
        for markup in Markup.allCases {
            let made = try Self.renderer(language).render(message, as: markup)
            #expect(made.kind == kind && made.language == language)
            #expect(made.title.hasPrefix("[Slawatch] \(words.label(of: kind)) "))
            #expect(!made.title.contains("\n") && !made.rows.contains(""))
            #expect(
                made.footer.last?.contains(" #" + message.data.id.dropFirst(5).prefix(6)) == true
            )
            #expect(made.text.split(separator: "\n").count <= 7, "\(made.text)")
            #expect(!made.text.contains("{{") && !made.text.contains("\n\n"), "\(made.text)")
        }
    }

    @Test func resolved_saysWhenAndHowLateItWasMadeGood() throws {
        let message = try Self.message(.resolved, .chinese)
        let made = try Self.renderer(.chinese).render(message, as: .plain)
        #expect(made.title == "[Slawatch] 解除 20260309001 P1 故障 无法登录，请回电 z***@example.com")
        #expect(made.rows == ["首次响应：已于 10:30 完成，应于 10:15 前，超时 15 分钟（S0-4a）"])
        let english = try Self.renderer(.english).render(
            Self.message(.resolved, .english),
            as: .plain
        )
        #expect(english.rows == ["First response: done 10:30, due 10:15, 15min late (S0-4a)"])
    }

    @Test func digest_hasARowAMessage() throws {
        let message = try Self.message(.digest, .chinese)
        let made = try Self.renderer(.chinese).render(message, as: .dingTalk)
        #expect(made.title == "[Slawatch] 合并 免打扰时段结束：2 条消息合为一条")
        #expect(
            made.rows.first == "[20260309001](https://crm.example.com/1) P1 超时 首次响应，应于 08:15 前，"
                + "已超时 2 小时，李明（S0-4a）"
        )
        #expect(made.rows.count == 2 && made.footer.count == 1)
    }

    @Test func longDigest_isCutInWordsOnly() throws {
        var message = try Self.message(.digest, .english)
        let member = try #require(message.data.digest?.members.first)
        message.data.digest?.members = Array(repeating: member, count: 50)
        let made = try Self.renderer(.english).render(message, as: .plain)
        #expect(made.rows.count == 50)
        #expect(made.text.split(separator: "\n").count == 23 && made.text.contains("and 30 more"))
        #expect(made.text.utf8.count < 6000)
    }

    @Test func explanation_namesWaitsAndPromises() throws {
        var message = try Self.message(.breach, .chinese)
        message.data.alerts[0].explanation?.promises = 2
        message.data.alerts[0].explanation?.calendar = "always"
        message.data.alerts[0].explanation?.waits = [
            .init(from: "2026-03-09T10:01:00+08:00", to: "2026-03-09T10:03:00+08:00"),
            .init(from: "2026-03-09T10:10:00+08:00", to: nil),
        ]
        let made = try Self.renderer(.chinese).render(message, as: .plain)
        #expect(
            made.rows.first?.hasSuffix(
                "\n依据：自 10:00 起，时限 15 分钟（自然时间），已计 15 分钟，等待 7 分钟 不计，已改期 2 次"
            ) == true,
            "\(made.rows)"
        )
    }

    @Test func timesOfAnotherZone_areShownInThisOne() throws {
        var message = try Self.message(.breach, .english)
        message.data.alerts[0].due = "2026-03-09T02:15:00Z"
        #expect(
            try Self.renderer(.english).render(message, as: .plain).rows[0]
                .hasPrefix("First response: due 10:15, late (S0-4a)\n")
        )
    }

    /// Nothing that stands in a ticket is obeyed, whatever the markup, and no line is added.
    @Test(arguments: MarkupTests.markups)
    func valuesOfATicket_neverBreakOut(markup: Markup) throws {
        var random = SplitMix64(seed: 3)
        let clean = try Self.message(.breach, .chinese)
        let digest = try Self.message(.digest, .chinese)
        let renderer = try Self.renderer(.chinese)
        let expected = renderer.render(clean, as: markup)
        for _ in 0..<300 {
            func value() -> String {
                (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    MarkupTests.injections.randomElement(using: &random) ?? ""
                }.joined(separator: ["\n", " ", "", "{{id}}"].randomElement(using: &random) ?? "")
            }
            var message = clean
            message.data.alerts[0].subject = value()
            message.data.alerts[0].name = value()
            message.data.alerts[0].explanation?.target = value()
            for name in ["owner", "title", "priority", "kind"] {
                message.data.ticket?.attributes[name] = value()
            }
            message.data.ticket?.id = value()
            let made = renderer.render(message, as: markup)
            #expect(!made.title.contains("\n") && made.title.hasPrefix("[Slawatch] 超时 "))
            #expect(made.rows.map(\.lineCount) == expected.rows.map(\.lineCount))
            #expect(made.footer.count == expected.footer.count)
            let owner = try #require(made.footer.first).replacing("负责人：", with: "")
            #expect(MarkupTests.obeyed(owner, in: markup) == nil, "\(owner)")
            var several = digest
            several.data.digest?.members[1].ticket = value()
            several.data.digest?.members[1].owner = value()
            several.data.digest?.members[1].name = value()
            several.data.digest?.members[1].kind = value()
            let rows = renderer.render(several, as: markup).rows
            #expect(rows.count == 2)
            #expect(MarkupTests.obeyed(rows[1], in: markup) == nil, "\(rows[1])")
        }
    }

    private func override(
        _ name: TemplateName,
        _ text: String,
        _ kind: AlertKind = .breach,
        as markup: Markup = .slack
    ) throws -> RenderedMessage {
        let set = try TemplateSet(overrides: [
            .init(name: name, language: .english, text: text, file: "f")
        ])
        var message = try Self.message(kind, .english)
        message.data.ticket?.attributes["owner"] = "<!channel> & co"
        return try Self.renderer(.english, set).render(message, as: markup)
    }

    @Test(arguments: [
        "{{owner}}", "{{&owner}}", "{{{owner}}}", "{{ owner }}", "{{#owner}}{{owner}}{{/owner}}",
    ])
    func everySpelling_isEscapedOnce(tag: String) throws {
        #expect(try override(.owner, tag).footer.first == "&lt;!channel&gt; &amp; co")
        #expect(try override(.owner, tag, as: .plain).footer.first == "<!channel> & co")
    }

    /// A partial starts with HTML of its own, were it not told otherwise.
    @Test func partial_isEscapedOnce() throws {
        let made = try override(.nextBreach, "{{>owner}}, {{>owner}}")
        #expect(
            made.footer.last == "Owner: &lt;!channel&gt; &amp; co, Owner: &lt;!channel&gt; &amp; co"
        )
    }

    @Test(arguments: ["", " \n\t", "{{#missed}}x{{/missed}}", "{{! nothing }}"])
    func emptyTitle_fallsBack(text: String) throws {
        for name in [TemplateName.title, .alert] {
            let made = try override(
                name,
                name == .title
                    ? text.replacing("missed", with: "team").replacing("#team", with: "^team")
                    : text
            )
            #expect(made.title == "[Slawatch] BREACH 20260309001 P1 故障 无法登录，请回电 z***@example.com")
            #expect(made.rows.first?.hasPrefix("*First response*: due 10:15") == true)
        }
    }

    @Test func emptyWhyOwnerAndNext_areLeftOut() throws {
        #expect(try override(.why, " ").rows.first?.contains("\n") == false)
        #expect(try override(.owner, "").footer.count == 1)
        #expect(try override(.nextBreach, "").footer.count == 1)
    }

    @Test func titleOfSeveralLines_isOneBehindThePrefix() throws {
        let made = try override(.title, "a\n  {{ticket}}\r\n\nb")
        #expect(made.title == "[Slawatch] BREACH a 20260309001 b")
    }

    @Test func hugeOutput_isCut() throws {
        let text = String(repeating: "{{owner}}票", count: 900)
        let made = try override(.alert, text)
        #expect(made.rows.first?.count == 2000)
        #expect(try override(.title, text).title.count < 300)
    }

    /// Every name that may be used means something, somewhere.
    @Test func everyName_hasAValue() throws {
        var message = try Self.message(.nudge, .english)
        message.data.alerts[0].explanation = try Self.message(.breach, .english).data.alerts[0]
            .explanation
        message.data.alerts[0].subject = "a"
        message.data.alerts[0].explanation?.promises = 1
        message.data.alerts[0].explanation?.waits = [
            .init(from: "2026-03-09T10:01:00+08:00", to: nil)
        ]
        message.data.alerts.append(message.data.alerts[0])
        message.data.alerts[1].due = "2026-03-09T11:00:00+08:00"
        message.data.alerts[1].outcome = "ended"
        message.data.alerts.append(message.data.alerts[0])
        message.data.alerts[2].outcome = "corrected"
        let words = MessageWords(language: .english, zone: try MessageSamples.zone())
        func page(_ message: AlertMessage) -> MessagePage {
            MessagePage(message: message, markup: .slack, words: words)
        }
        var digest = try Self.message(.digest, .english)
        digest.data.digest?.members[1].due = "2026-03-09T11:00:00+08:00"
        let summary = try Self.message(.summary, .english)
        let known: [(Set<TemplateField>, [TemplateValues])] = [
            (TemplateField.alert, message.data.alerts.map(page(message).values(of:))),
            (TemplateField.ticketFields, [page(message).values]),
            (
                TemplateField.member,
                (digest.data.digest?.members ?? []).map(page(digest).values(of:))
            ),
            (TemplateField.summary, [page(summary).values]),
            (TemplateField.digest, [page(digest).values]),
        ]
        var seen: Set<TemplateField> = []
        for (fields, values) in known {
            for field in fields {
                #expect(values.contains { $0.value(field)?.isEmpty == false }, "\(field)")
            }
            seen.formUnion(fields)
        }
        #expect(seen == Set(TemplateField.allCases))
    }
}

extension String {
    fileprivate var lineCount: Int {
        split(separator: "\n", omittingEmptySubsequences: false).count
    }
}
