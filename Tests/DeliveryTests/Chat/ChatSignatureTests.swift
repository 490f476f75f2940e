import BusinessTime
import Notifications
import ServiceLevels
import Support
import Testing

@testable import Channels

/// The known answers of `wire-formats.md`.
struct ChatSignatureTests {
    @Test(
        arguments: [
            (
                1_700_000_000_000, "SEC000000000000000000000",
                "1zJ/w34EOSVAYr7cu7Vo8LnebmK2/GrCgegtr8mQrqM=",
                "1zJ%2Fw34EOSVAYr7cu7Vo8LnebmK2%2FGrCgegtr8mQrqM%3D"
            ),
            (
                1_577_262_236_757, "this is secret", "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=",
                "hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D"
            ),
            (
                1_764_000_000_123, "SECf3a9c1d2e4b5a6978877665544332211",
                "sSJ/tJz04BcHIj2PRln4YF2sMXR5xrwuhpQNBP4bx7Y=",
                "sSJ%2FtJz04BcHIj2PRln4YF2sMXR5xrwuhpQNBP4bx7Y%3D"
            ),
        ] as [(Int64, String, String, String)]
    )
    func dingTalk_signsTheQuery(
        timestamp: Int64,
        secret: String,
        base64: String,
        query: String
    ) throws {
        let secret = ChatSecret(verbatim: secret)
        #expect(DingTalkFormat.signature(timestamp: timestamp, secret: secret) == base64)
        let url = DingTalkFormat(secret: secret).url(
            "https://oapi.dingtalk.com/robot/send?access_token=T",
            now: Instant(milliseconds: timestamp)
        )
        #expect(
            url == "https://oapi.dingtalk.com/robot/send?access_token=T"
                + "&timestamp=\(timestamp)&sign=\(query)"
        )
    }

    @Test(
        arguments: [
            (1_599_360_473, "this is secret", "/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw="),
            (1_700_000_000, "demo", "8oT2n3SMKFfEnDoiwer8BUM/SjKLwe9SqoEIHlhDTKo="),
            (1_764_000_000, "密钥Key9", "EeGINOBd6mRP7nNhMYGmQFy1Ikm2fgEZFan4arnaOrE="),
        ] as [(Int64, String, String)]
    )
    func feishu_signsInTheBody(timestamp: Int64, secret: String, sign: String) throws {
        let secret = ChatSecret(verbatim: secret)
        #expect(FeishuFormat.signature(timestamp: timestamp, secret: secret) == sign)
        let message = ChatMessage(
            rendered: ChatSamples.renderer(.chinese).render(
                ChatSamples.message(.breach),
                as: .lark
            ),
            mentions: [],
            mentionsAll: false
        )
        let body = FeishuFormat(secret: secret).body(
            of: message,
            now: Instant(milliseconds: timestamp * 1000 + 999)
        )
        let text = String(decoding: body.bytes, as: UTF8.self)
        #expect(text.hasPrefix(#"{"timestamp":"\#(timestamp)","sign":"\#(sign)","msg_type":"#))
    }

    @Test func withoutASecret_nothingIsSigned() {
        #expect(
            DingTalkFormat().url("https://x.example/?a=b", now: .init(milliseconds: 1))
                == "https://x.example/?a=b"
        )
        #expect(ChatSecret(" SECabc\n")?.text == "SECabc")
        #expect(ChatSecret(" \n") == nil)
        #expect("\(String(describing: ChatSecret("SECabc")))".contains("SECabc") == false)
    }
}
