import BusinessTime
import Notifications
import SlawatchTesting
import Testing

@testable import Channels
@testable import Transport

/// What each vendor's answers mean, by status and code.
struct VendorReplyTests {
    private static let now = Instant(milliseconds: 784_111_777_000)

    /// The kind of an outcome, its pause, and whether the message is tried otherwise.
    private func outcome(_ vendor: ChatVendor, _ response: HTTPResponse) -> String {
        let format = vendor.format(secret: nil)
        switch format.reply(from: VendorAnswer(response), now: Self.now) {
        case .tooLong: return "too long"
        case .objectionable: return "objectionable"
        case .badSignature: return "bad signature"
        case .outcome(.delivered): return "delivered"
        case .outcome(.accepted): return "accepted"
        case .outcome(.retry(_, let after)):
            return "retry" + (after.map { " \($0.seconds)" } ?? "")
        case .outcome(.unknown): return "unknown"
        case .outcome(.unreachable): return "unreachable"
        case .outcome(.adjust): return "adjust"
        case .outcome(.permanent): return "permanent"
        case .outcome(.disable): return "disable"
        }
    }

    @Test(arguments: [
        (0, "ok", "delivered"), (-1, "system busy", "retry"), (130101, "too fast", "retry 600"),
        (410100, "too fast", "retry 600"), (90030, "quota", "retry 600"),
        (310000, "keywords not in content", "disable"),
        (310000, "sign not match", "bad signature"),
        (310000, "invalid timestamp", "bad signature"),
        (310000, "ip 1.2.3.4 not in whitelist", "disable"), (400013, "disbanded", "disable"),
        (400101, "token is not exist", "disable"), (400102, "disabled", "disable"),
        (400106, "missing", "disable"), (40035, "bad json", "permanent"),
        (43004, "content type", "permanent"), (400105, "msgtype", "permanent"),
        (400402, "missing title", "permanent"), (400403, "missing text", "permanent"),
        (460101, "too long", "too long"), (101002, "message is too long", "too long"),
        (430101, "link", "objectionable"), (430102, "text", "objectionable"),
        (430103, "image", "objectionable"), (430104, "content", "objectionable"),
        (777, "?", "unknown"),
    ])
    func dingTalk_code(code: Int, words: String, expected: String) {
        let body = #"{"errcode":\#(code),"errmsg":"\#(words)"}"#
        #expect(outcome(.dingtalk, HTTPResponse(200, body)) == expected)
    }

    @Test func dingTalk_gatewayThrottles() {
        let body = #"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"1"}"#
        #expect(outcome(.dingtalk, HTTPResponse(200, body)) == "retry 600")
    }

    @Test(arguments: [
        (0, "ok", "delivered"), (0, "ok. Warning: wrong json format.", "delivered"),
        (-1, "busy", "retry"), (6000, "conflict", "retry"), (45009, "freq", "retry 60"),
        (93000, "invalid webhook url", "disable"), (40058, "exceed max length 4096", "too long"),
        (40008, "invalid message type", "permanent"), (40033, "u", "permanent"),
        (40035, "params", "permanent"), (40001, "?", "unknown"),
    ])
    func weCom_code(code: Int, words: String, expected: String) {
        let body = #"{"errcode":\#(code),"errmsg":"\#(words)"}"#
        #expect(outcome(.wecom, HTTPResponse(200, body)) == expected)
    }

    @Test(
        arguments: [ChatVendor.feishu, .lark],
        [
            (200, #"{"code":0,"msg":"success","data":{}}"#, "delivered"),
            (200, #"{"StatusCode":0,"StatusMessage":"success"}"#, "delivered"),
            (200, #"{"code":11232,"msg":"frequency limited"}"#, "retry 15"),
            (400, #"{"code":9499,"msg":"too many request"}"#, "retry 15"),
            (400, #"{"code":9499,"msg":"Bad Request"}"#, "permanent"),
            (400, #"{"code":9499,"msg":"else"}"#, "unknown"),
            (200, #"{"code":19001,"msg":"param invalid"}"#, "permanent"),
            (200, #"{"code":19001,"msg":"incoming webhook access token invalid"}"#, "disable"),
            (200, #"{"code":19021,"msg":"sign match fail"}"#, "bad signature"),
            (200, #"{"code":19022,"msg":"Ip Not Allowed"}"#, "disable"),
            (200, #"{"code":19024,"msg":"Key Words Not Found"}"#, "disable"),
            (200, #"{"code":2200,"msg":"internal"}"#, "retry"),
            (200, #"{"code":123,"msg":"?"}"#, "unknown"),
            (502, #"{"code":123,"msg":"?"}"#, "retry"),
        ]
    )
    func feishu_code(vendor: ChatVendor, answer: (Int, String, String)) {
        #expect(outcome(vendor, HTTPResponse(answer.0, answer.1)) == answer.2)
    }

    @Test(arguments: [
        (200, "ok", "delivered"), (200, #"{"ok":true}"#, "delivered"),
        (200, #"{"ok":false,"error":"x"}"#, "unknown"), (200, "", "unknown"),
        (400, "invalid_payload", "permanent"), (400, "user_not_found", "permanent"),
        (400, "invalid_blocks", "permanent"), (400, "msg_blocks_too_long", "too long"),
        (403, "action_prohibited", "disable"), (403, "invalid_token", "disable"),
        (404, "channel_not_found", "disable"), (404, "no_service", "disable"),
        (410, "channel_is_archived", "disable"), (410, "", "disable"),
        (500, "rollup_error", "retry"), (413, "", "too long"),
        (429, #"{"retry_after":1,"ok":false,"error":"rate_limited"}"#, "retry 1"),
    ])
    func slack_answer(status: Int, body: String, expected: String) {
        #expect(outcome(.slack, HTTPResponse(status, body)) == expected)
    }

    @Test(arguments: [
        (202, "", "accepted"), (200, "", "accepted"), (200, "{}", "accepted"),
        (200, "<html>", "unknown"), (400, "{}", "permanent"), (401, "", "disable"),
        (403, "", "disable"), (404, "{}", "disable"), (410, "", "disable"),
        (413, "", "too long"), (429, "", "retry"), (502, "", "retry"),
    ])
    func teams_status(status: Int, body: String, expected: String) {
        #expect(outcome(.teams, HTTPResponse(status, body)) == expected)
    }

    @Test(arguments: [
        (200, "ok", "delivered"), (200, "OK", "unknown"), (200, "{}", "unknown"),
        (400, #"{"id":"web.incoming_webhook.invalid.app_error","message":"m"}"#, "disable"),
        (400, #"{"id":"api.post.length.app_error","message":"m"}"#, "too long"),
        (400, #"{"id":"x","message":"m","status_code":400}"#, "permanent"),
        (403, "", "disable"), (404, "", "disable"), (501, "", "disable"), (500, "", "retry"),
        (413, "", "too long"), (429, "", "retry"),
    ])
    func mattermost_answer(status: Int, body: String, expected: String) {
        #expect(outcome(.mattermost, HTTPResponse(status, body)) == expected)
    }

    @Test(arguments: ChatVendor.allCases)
    func retryAfter_isHonouredInBothForms(vendor: ChatVendor) {
        for value in ["30", "Sun, 06 Nov 1994 08:50:07 GMT"] {
            let response = HTTPResponse(429, "", headers: ["retry-after": value])
            #expect(outcome(vendor, response) == "retry 30")
        }
        let reset = HTTPResponse(429, "", headers: ["x-ratelimit-reset": "7"])
        #expect(outcome(vendor, reset) == "retry 7")
    }

    /// Whatever comes back, it is a success only where the vendor's own sign of it is there.
    @Test(arguments: ChatVendor.allCases)
    func whatNobodyUnderstands_isNoSuccess(vendor: ChatVendor) {
        for body in [
            "<html><body>ok</body></html>", #"{"errcode":0,"errm"#, #"{"code":0,"#, "[0]", "null",
            "okay",
        ] {
            #expect(outcome(vendor, HTTPResponse(200, body)) == "unknown", "\(body)")
        }
        var long = HTTPResponse(200, #"{"errcode":0,"code":0,"ok":true}"#)
        long.truncated = true
        if vendor != .teams { #expect(outcome(vendor, long) == "unknown") }
        #expect(outcome(vendor, HTTPResponse(302, #"{"errcode":0,"code":0}"#)) == "permanent")
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
            let response = HTTPResponse(status: 200, body: bytes)
            #expect(outcome(vendor, response) == "unknown")
        }
    }

    @Test func unknownCode_isNeverSuccess() {
        var random = SplitMix64(seed: 6)
        for _ in 0..<2000 {
            let code = Int.random(in: 1...999_999, using: &random)
            for vendor in [ChatVendor.dingtalk, .wecom, .feishu] {
                let body = #"{"errcode":\#(code),"code":\#(code)}"#
                #expect(outcome(vendor, HTTPResponse(200, body)) != "delivered")
            }
        }
    }

    @Test func reason_hasCodeAndWordsAndNoContact() {
        let answer = VendorAnswer(
            HTTPResponse(200, #"{"errcode":777,"errmsg":"user 13812345678 is gone /robot?x=1"}"#)
        )
        #expect(answer.reason == "http 200 code 777: user 138****5678 is gone …")
    }
}
