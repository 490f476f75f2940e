import BusinessTime
import Notifications
import ServiceLevels
import Support
import Transport

/// Mattermost: an incoming webhook of one's own server.
struct MattermostFormat: ChatFormat {
    /// The server's own limit is its administrator's choice; this one keeps a room readable.
    var rateLimit: RateLimit { RateLimit(messages: 60, per: .minutes(1)) }

    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup {
        .mattermost
    }

    /// 16,383 characters of text; in bytes, so that no count of characters can be meant otherwise.
    func budget(of message: ChatMessage) -> Int { 16_000 }

    func body(of message: ChatMessage, now: Instant) -> JSONValue {
        let rendered = message.rendered
        var lines = rendered.rows + rendered.footer
        if let link = message.link {
            lines.append("[\(Markup.mattermost.escape(rendered.action))](\(link))")
        }
        let title = Markup.mattermost.escapeTitle(rendered.title)
        let calls = message.mentionsAll ? ["@channel"] : message.mentions.map(Self.call)
        return [
            "text": .string((["**\(title)**"] + calls).joined(separator: " ")),
            "attachments": [
                [
                    "fallback": .string(rendered.title),
                    "color": .string(message.severity.hex),
                    "text": .string(lines.joined(separator: "\n")),
                ]
            ],
        ]
    }

    private static func call(_ mention: Mention) -> String {
        let name = mention.handle.hasPrefix("@") ? mention.handle.dropFirst() : mention.handle[...]
        let isName =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                isDigit(byte) || "._-".utf8.contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
        return isName ? "@\(name)" : Markup.mattermost.escape("@\(mention.name)")
    }
}
