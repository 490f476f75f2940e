import BusinessTime
import Foundation
import ServiceLevels
import Testing

@testable import Channels
@testable import Notifications
@testable import Transport

/// From a message to what was sent and what became of it.
struct ChatChannelTests {
    private let ok = HTTPResponse(200, #"{"errcode":0,"code":0}"#)

    private func body(_ transport: ScriptedTransport, _ index: Int = 0) throws -> String {
        String(
            decoding: try #require(transport.requests.dropFirst(index).first).body,
            as: UTF8.self
        )
    }

    private func send(
        _ vendor: ChatVendor,
        _ transport: ScriptedTransport,
        _ kind: AlertKind = .breach,
        _ words: ChatSamples.Words = .chinese,
        secret: String? = nil,
        keyword: String? = nil,
        mention: MentionRule = .persons,
        mentions: [Mention]? = nil
    ) async throws -> DeliveryOutcome {
        let channel = ChatSamples.channel(
            vendor,
            transport: transport,
            secret: secret,
            keyword: keyword,
            mention: mention,
            mentions: mentions
        )
        var outgoing = try ChatSamples.outgoing(ChatSamples.message(kind, words))
        var outcome = await channel.send(outgoing)
        // As the courier does.
        while case .adjust(let form, _) = outcome, outgoing.adjustments.count < 5 {
            outgoing.adjustments.append(form)
            outcome = await channel.send(outgoing)
        }
        return outcome
    }

    @Test func dingTalk_tellsPhonesFromIDs() async throws {
        let transport = ScriptedTransport(ok)
        let mentions = ["13800000000", "+1-1234567890", "manager4220", "01234567890123"]
            .map { Mention(handle: $0, name: "n") }
        _ = try await send(.dingtalk, transport, mentions: mentions)
        let text = try body(transport)
        #expect(text.contains(#""atMobiles":["13800000000","+1-1234567890"]"#))
        #expect(text.contains(#""atUserIds":["manager4220","01234567890123"]"#))
        #expect(text.contains("@13800000000 @+1-1234567890 @manager4220 @01234567890123"))
        #expect(transport.requests[0].headers.first?.value == "application/json; charset=utf-8")
    }

    @Test func weCom_ringsByTextAndNudgesInMarkdown() async throws {
        let transport = ScriptedTransport(ok)
        _ = try await send(.wecom, transport, .escalation)
        #expect(try body(transport).contains(#""msgtype":"text""#))
        #expect(try body(transport).contains(#""mentioned_mobile_list":["13800000000"]"#))
        let mention = [Mention(handle: "zhangsan", name: "张三")]
        _ = try await send(.wecom, transport, .nudge, mentions: mention)
        #expect(try body(transport, 1).contains(#""msgtype":"markdown""#))
        #expect(try body(transport, 1).contains("<@zhangsan>"))
        _ = try await send(.wecom, transport, .breach, mention: .all)
        #expect(try body(transport, 2).contains(#""mentioned_list":["@all"]"#))
    }

    @Test(arguments: ChatVendor.allCases)
    func mentionNone_callsNobody(vendor: ChatVendor) async throws {
        let transport = ScriptedTransport(ok)
        _ = try await send(vendor, transport, mention: .none)
        for mention in ChatSamples.mentions(vendor) {
            #expect(try !body(transport).contains(mention.handle))
        }
    }

    @Test(arguments: [
        (ChatVendor.dingtalk, #""isAtAll":true"#), (.feishu, "<at id=all></at>"),
        (.slack, "<!channel>"), (.mattermost, "@channel"),
    ])
    func mentionAll_callsAllAtABreachAlone(vendor: ChatVendor, sign: String) async throws {
        let transport = ScriptedTransport(ok)
        _ = try await send(vendor, transport, .breach, mention: .all)
        #expect(try body(transport).contains(sign))
        let calm = ScriptedTransport(ok)
        _ = try await send(vendor, calm, .nudge, mention: .all)
        #expect(try !body(calm).contains(sign))
    }

    @Test(arguments: ChatVendor.allCases, ChatSamples.kinds)
    func keyword_isInEveryMessage(vendor: ChatVendor, kind: AlertKind) async throws {
        let transport = ScriptedTransport(ok)
        _ = try await send(vendor, transport, kind, .oversize, keyword: "工单提醒")
        #expect(try body(transport).contains("[Slawatch] 工单提醒 "))
    }

    @Test(arguments: [
        (ChatVendor.dingtalk, HTTPResponse(200, #"{"errcode":460101}"#)),
        (.wecom, HTTPResponse(200, #"{"errcode":40058}"#)),
        (.teams, HTTPResponse(413, "")), (.slack, HTTPResponse(400, "msg_blocks_too_long")),
        (.feishu, HTTPResponse(413, "")),
    ])
    func tooLong_isShortenedOnce(
        vendor: ChatVendor,
        answer: HTTPResponse
    ) async throws {
        let success = vendor == .slack ? HTTPResponse(200, "ok") : ok
        let transport = ScriptedTransport(answer, success)
        let outcome = try await send(vendor, transport, .digest, .oversize)
        #expect(outcome == (vendor == .teams ? .accepted : .delivered))
        #expect(transport.requests.count == 2)
        let sizes = transport.requests.map(\.body.count)
        #expect(sizes[1] <= sizes[0] / 2 + 200)
        let again = ScriptedTransport(answer)
        guard case .permanent = try await send(vendor, again, .digest, .oversize) else {
            Issue.record("not permanent")
            return
        }
        #expect(again.requests.count == 2)
    }

    @Test func objectionableWords_leaveTheMinimum() async throws {
        let transport = ScriptedTransport(HTTPResponse(200, #"{"errcode":430102}"#), ok)
        #expect(try await send(.dingtalk, transport, .breach, .chinese) == .delivered)
        let text = try body(transport, 1)
        #expect(text.contains("[Slawatch] 超时 20260309001"))
        #expect(!text.contains("支付") && !text.contains("https://"))
        #expect(text.contains("@13800000000"))
    }

    @Test func wrongClock_isHelpedWithTheServersTime() async throws {
        let stale = HTTPResponse(
            200,
            #"{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}"#,
            headers: ["date": "Mon, 09 Mar 2026 05:00:00 GMT"]
        )
        let transport = ScriptedTransport(stale, ok)
        #expect(try await send(.feishu, transport, secret: "s3cret") == .delivered)
        #expect(try body(transport, 0).contains(#""timestamp":"1773021600""#))
        #expect(try body(transport, 1).contains(#""timestamp":"1773032400""#))
        let outcome = try await send(.feishu, ScriptedTransport(stale), secret: "s3cret")
        guard case .retry(let reason, let after) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(after == .minutes(10))
        #expect(reason.contains("clock is 10799 s behind the server's"))
    }

    @Test func wrongSecret_disablesTheChannel() async throws {
        let refused = HTTPResponse(
            200,
            #"{"errcode":310000,"errmsg":"sign not match"}"#,
            headers: ["date": "Mon, 09 Mar 2026 02:00:01 GMT"]
        )
        let transport = ScriptedTransport(refused)
        let outcome = try await send(.dingtalk, transport, secret: "SECx")
        #expect(
            outcome
                == .disable(
                    reason: "http 200 code 310000: sign not match "
                        + "(check the secret; the clock is right)"
                )
        )
        #expect(transport.requests.count == 1)
    }

    @Test(arguments: ChatVendor.allCases)
    func reason_repeatsNothingSecret(vendor: ChatVendor) async throws {
        let body = #"{"errcode":777,"code":777,"message":"no TOKEN-of-the-test-1 SECRETsecret"}"#
        let transport = ScriptedTransport(HTTPResponse(status: 400, body: Array(body.utf8)))
        let outcome = try await send(vendor, transport, secret: "SECRETsecret")
        #expect(!"\(outcome)".contains("TOKEN") && !"\(outcome)".contains("SECRETsecret"))
        let channel = ChatSamples.channel(vendor, transport: transport)
        #expect(channel.target == "127.0.0.1")
        #expect(channel.audience == .room && channel.parallel == 1)
    }

    @Test func allowances_areTheVendors() {
        let expected: [ChatVendor: Int] = [
            .dingtalk: 18, .wecom: 18, .feishu: 90, .lark: 90, .slack: 50, .teams: 28,
            .mattermost: 60,
        ]
        for (vendor, messages) in expected {
            let channel = ChatSamples.channel(vendor, transport: ScriptedTransport())
            #expect(channel.rateLimit == RateLimit(messages: messages, per: .minutes(1)))
        }
    }

    @Test func warningBesideSuccess_isNoFailure() async throws {
        let answer = HTTPResponse(
            200,
            #"{"errcode":0,"errmsg":"ok. Warning: wrong json format."}"#
        )
        #expect(try await send(.wecom, ScriptedTransport(answer)) == .delivered)
    }

    @Test func damagedMessage_isRefused() async {
        let outgoing = OutgoingMessage(seq: 1, id: "x", body: Array("{".utf8), now: ChatSamples.now)
        let outcome = await ChatSamples.channel(.slack, transport: ScriptedTransport()).send(
            outgoing
        )
        #expect(outcome == .permanent(reason: "the message is not of a known schema"))
    }

    @Test func pacer_keepsRequestsApart() async {
        let pacer = MinimumSpacing(spacing: .milliseconds(60))
        let clock = ContinuousClock()
        let start = clock.now
        for _ in 0..<3 {
            await withCheckedContinuation { continuation in pacer.run { continuation.resume() } }
        }
        #expect(clock.now - start >= .milliseconds(115))
    }

    @Test func settings_showNothingSecret() {
        let settings = ChatSettings(
            vendor: .wecom,
            url: ChatSamples.address(.wecom),
            secret: ChatSecret("SECabcdef")
        )
        var dumped = ""
        dump(settings, to: &dumped)
        for text in ["\(settings)", String(reflecting: settings), dumped] {
            #expect(!text.contains("TOKEN") && !text.contains("SECabcdef"))
        }
    }
}
