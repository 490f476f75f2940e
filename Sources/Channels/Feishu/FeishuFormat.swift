import BusinessTime
import Foundation
import Notifications
import ServiceLevels
import Support
import Transport

/// Feishu 飞书 and Lark, which differ in their host alone: a robot of one's own in a group.
struct FeishuFormat: ChatFormat {
    /// The robot's key, if it is to sign.
    var secret: ChatSecret?

    /// 100 a minute, five a second.
    var rateLimit: RateLimit { RateLimit(messages: 90, per: .minutes(1)) }

    var spacing: TimeSpan { .milliseconds(250) }

    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup { .lark }

    /// 20 kB.
    func budget(of message: ChatMessage) -> Int { 19_500 }

    /// Base64 of the code over nothing, time and secret being the key.
    static func signature(timestamp: Int64, secret: ChatSecret) -> String {
        let code = HMACSHA256.authenticate([], key: Array("\(timestamp)\n\(secret.text)".utf8))
        return Data(code).base64EncodedString()
    }

    func body(of message: ChatMessage, now: Instant) -> JSONValue {
        var members: [JSONValue.Member] = []
        if let secret {
            let timestamp = now.milliseconds / 1000
            let sign = Self.signature(timestamp: timestamp, secret: secret)
            members.append(.init("timestamp", .string("\(timestamp)")))
            members.append(.init("sign", .string(sign)))
        }
        members.append(.init("msg_type", "interactive"))
        members.append(.init("card", card(message)))
        return .object(members)
    }

    private func card(_ message: ChatMessage) -> JSONValue {
        let rendered = message.rendered
        var elements: [JSONValue] = []
        if !rendered.rows.isEmpty {
            elements.append(Self.block(rendered.rows.joined(separator: "\n")))
        }
        let footer = rendered.footer + [calls(message)].filter { !$0.isEmpty }
        if !footer.isEmpty {
            elements.append(["tag": "hr"])
            elements.append(Self.block(footer.joined(separator: "\n")))
        }
        if let link = message.link {
            elements.append([
                "tag": "action",
                "actions": [
                    [
                        "tag": "button", "type": "primary",
                        "text": ["tag": "plain_text", "content": .string(rendered.action)],
                        "url": .string(link),
                    ]
                ],
            ])
        }
        return [
            "config": ["wide_screen_mode": true],
            "header": [
                "template": .string(message.severity.lark),
                "title": ["tag": "plain_text", "content": .string(rendered.title)],
            ],
            "elements": .array(elements),
        ]
    }

    private static func block(_ text: String) -> JSONValue {
        ["tag": "div", "text": ["tag": "lark_md", "content": .string(text)]]
    }

    private func calls(_ message: ChatMessage) -> String {
        if message.mentionsAll { return "<at id=all></at>" }
        return message.mentions.map { mention in
            // Such robots cannot look up telephone numbers or addresses.
            let isID = mention.handle.utf8.allSatisfy(Self.isOfID) && !mention.isMobile
            return isID
                ? "<at id=\(mention.handle)></at>" : Markup.lark.escape("@\(mention.name)")
        }.joined(separator: " ")
    }

    private static func isOfID(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

extension Severity {
    /// The header's colour.
    fileprivate var lark: String {
        switch self {
        case .alarm: "red"
        case .caution: "orange"
        case .good: "green"
        case .calm: "blue"
        }
    }
}
