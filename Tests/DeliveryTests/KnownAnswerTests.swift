import Foundation
import Testing

@testable import Support

/// Keyed digests that others have published or computed, beside those of the channels that sign.
///
/// https://docs.github.com/webhooks, https://docs.stripe.com/webhooks, Slack's interactions; the
/// last two are links for an acknowledgement in a chat.
struct KnownAnswerTests {
    @Test(
        arguments: [
            (
                "It's a Secret to Everybody", "Hello, World!",
                "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
            ),
            ("key", "工单", "245b1b1fa04f0f3b0b02db2aa7e798eff1553ced062948c0a65edd2abba1f2c9"),
            (
                "whsec_test_secret", #"1492774577.{"id":"evt_1"}"#,
                "799c4ba7bb339f3c8601adfd112f0e477c930a268be1243d341abb8286501c2f"
            ),
            (
                "whsec_x", "1.",
                "f1b68d95161b3c525bccedf84eee05fc6a0f584b9d3d3f3064f734a501e707af"
            ),
            (
                "s3cret", "v0:1700000000:payload=%7B%7D",
                "63e1372e8b7ddbce08bddc4ff4d403a15d2d69f718d33f5a2d9e0bc5720a56c6"
            ),
        ]
    )
    func hexadecimalCode_isTheKnownOne(key: String, message: String, expected: String) {
        #expect(HMACSHA256.hex(Array(message.utf8), key: Array(key.utf8)) == expected)
    }

    @Test(
        arguments: [
            (
                Array(repeating: UInt8(ascii: "k"), count: 32),
                ["TICKET-42", "esc_01JGFJJZ", "ack", "zhang.san", "1735693200"],
                "YL9VEFJY75ieX5X0hAbl4NRTn_931IYUQR1Ifkm9tls"
            ),
            (
                Array(0...31), ["工单-7", "esc_02", "snooze:30m", "", "1735693200"],
                "HGw4j5Jm413xbDzhGD8Lnu6cCYqNKNyubEvT-il6XWk"
            ),
        ] as [([UInt8], [String], String)]
    )
    func codeOfALink_isTheKnownOne(key: [UInt8], parts: [String], expected: String) {
        let message = (["slaw-ack.v1"] + parts).joined(separator: "\n")
        let text = Data(HMACSHA256.authenticate(Array(message.utf8), key: key))
            .base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(text == expected)
    }
}
