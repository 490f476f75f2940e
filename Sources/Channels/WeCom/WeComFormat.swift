import BusinessTime
import Notifications
import ServiceLevels
import Support

/// WeCom 企业微信: a robot in a group, whose key is its only secret.
struct WeComFormat: ChatFormat {
    /// 20 a minute.
    var rateLimit: RateLimit { RateLimit(messages: 18, per: .minutes(1)) }

    /// Text if somebody must be rung, or can be only so: Markdown calls by user id alone.
    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup {
        kind == .breach || kind == .escalation || mentionsAll
            || mentions.contains(where: \.isMobile)
            ? .plain : .weCom
    }

    private func isText(_ message: ChatMessage) -> Bool {
        markup(
            of: message.rendered.kind,
            mentions: message.mentions,
            mentionsAll: message.mentionsAll
        ) == .plain
    }

    /// 2048 of text or 4096 of Markdown; the whole body is counted, which is a little more.
    func budget(of message: ChatMessage) -> Int { isText(message) ? 2048 : 4096 }

    func body(of message: ChatMessage, now: Instant) -> JSONValue {
        isText(message) ? text(message) : markdown(message)
    }

    private func text(_ message: ChatMessage) -> JSONValue {
        let rendered = message.rendered
        // Plain text has no marks, yet clients make links of addresses: only ours is to be one.
        let told = ([rendered.title] + rendered.rows + rendered.footer).map {
            $0.replacing("://", with: "：//")
        }
        let lines = told + [message.link].compactMap(\.self)
        let (mobiles, users) = message.mentions.splitByMobile
        return [
            "msgtype": "text",
            "text": [
                "content": .string(lines.joined(separator: "\n")),
                "mentioned_list": .texts(message.mentionsAll ? ["@all"] : users),
                "mentioned_mobile_list": .texts(message.mentionsAll ? [] : mobiles),
            ],
        ]
    }

    private func markdown(_ message: ChatMessage) -> JSONValue {
        let rendered = message.rendered
        let title = Markup.weCom.escapeTitle(rendered.title)
        var lines = ["**<font color=\"\(message.severity.weCom)\">\(title)</font>**"]
        lines += rendered.rows + rendered.footer
        if let link = message.link {
            lines.append("[\(Markup.weCom.escape(rendered.action))](\(link))")
        }
        let calls = message.mentions.map { "<@\($0.handle)>" }
        if !calls.isEmpty { lines.append(calls.joined(separator: " ")) }
        return [
            "msgtype": "markdown",
            "markdown": ["content": .string(lines.joined(separator: "\n"))],
        ]
    }
}

extension Severity {
    /// One of the three colours that WeCom has.
    fileprivate var weCom: String {
        switch self {
        case .alarm, .caution: "warning"
        case .good: "info"
        case .calm: "comment"
        }
    }
}
