import BusinessTime
import Foundation
import Notifications
import ServiceLevels
import Support
import Transport

/// DingTalk 钉钉: a robot of one's own in a group.
struct DingTalkFormat: ChatFormat {
    /// The robot's `SEC…`, if it is to sign.
    var secret: ChatSecret?

    /// 20 a minute, and ten minutes of silence for who sends more.
    var rateLimit: RateLimit { RateLimit(messages: 18, per: .minutes(1)) }

    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup { .dingTalk }

    /// Less than 20,000.
    func budget(of message: ChatMessage) -> Int { 19_500 }

    func url(_ address: String, now: Instant) -> String {
        guard let secret else { return address }
        let timestamp = now.milliseconds
        let sign = Self.signature(timestamp: timestamp, secret: secret)
        return URLText.adding([("timestamp", "\(timestamp)"), ("sign", sign)], to: address)
    }

    /// Base64 of the code over time and secret, the secret being the key too.
    static func signature(timestamp: Int64, secret: ChatSecret) -> String {
        let code = HMACSHA256.authenticate(
            Array("\(timestamp)\n\(secret.text)".utf8),
            key: Array(secret.text.utf8)
        )
        return Data(code).base64EncodedString()
    }

    func body(of message: ChatMessage, now: Instant) -> JSONValue {
        let rendered = message.rendered
        let title = Markup.dingTalk.escapeTitle(rendered.title)
        var blocks = ["### <font color=\"\(message.severity.hex)\">\(title)</font>"]
        blocks += rendered.rows.map(Self.lines)
        if !rendered.footer.isEmpty { blocks.append(Self.lines(rendered.footer)) }
        if let link = message.link {
            blocks.append("[\(Markup.dingTalk.escape(rendered.action))](\(link))")
        }
        // A mention rings only if its sign stands in the text too.
        let signs = message.mentionsAll ? ["@all"] : message.mentions.map { "@\($0.handle)" }
        if !signs.isEmpty { blocks.append(signs.joined(separator: " ")) }
        let (mobiles, users) = message.mentions.splitByMobile
        return [
            "msgtype": "markdown",
            "markdown": [
                "title": .string(rendered.title), "text": .string(blocks.joined(separator: "\n\n")),
            ],
            "at": [
                "atMobiles": .texts(message.mentionsAll ? [] : mobiles),
                "atUserIds": .texts(message.mentionsAll ? [] : users),
                "isAtAll": .bool(message.mentionsAll),
            ],
        ]
    }

    /// Lines of one block: a line ends with two blanks, and the next begins with them.
    private static func lines(_ text: String) -> String {
        lines(text.split(separator: "\n").map(String.init))
    }

    private static func lines(_ lines: [String]) -> String { lines.joined(separator: "  \n  ") }
}

extension Mention {
    /// Whether the handle is a telephone number: a Chinese mobile one, or one with its country.
    ///
    /// Ids of users may consist of digits too, but are not of that form.
    var isMobile: Bool {
        let digits = handle.utf8.drop { $0 == UInt8(ascii: "+") }
        let isPhone = digits.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "-") }
        guard isPhone, digits.count >= 6 else { return false }
        if handle.hasPrefix("+") { return true }
        return digits.count == 11 && handle.hasPrefix("1") && digits.allSatisfy(isDigit)
    }
}

extension [Mention] {
    /// The telephone numbers, and the ids of users.
    var splitByMobile: (mobiles: [String], users: [String]) {
        (filter(\.isMobile).map(\.handle), filter { !$0.isMobile }.map(\.handle))
    }
}
