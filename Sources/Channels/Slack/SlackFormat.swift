import BusinessTime
import Notifications
import ServiceLevels
import Support
import Transport

/// Slack: an incoming webhook.
struct SlackFormat: ChatFormat {
    /// One a second, with short bursts.
    var rateLimit: RateLimit { RateLimit(messages: 50, per: .minutes(1)) }

    var spacing: TimeSpan { .seconds(1) }

    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup { .slack }

    /// More than about 13,200 characters of blocks are refused, which no page of Slack's says.
    func budget(of message: ChatMessage) -> Int { 12_000 }

    /// The most characters of a section and of a header.
    private static let sectionLimit = 2900
    private static let headerLimit = 150

    func body(of message: ChatMessage, now: Instant) -> JSONValue {
        let rendered = message.rendered
        let calls = calls(message)
        let title = "\(message.severity.mark) \(rendered.title)"
        var blocks: [JSONValue] = [
            ["type": "header", "text": Self.plain(title, limit: Self.headerLimit)]
        ]
        blocks += Self.sections(rendered.rows)
        if !calls.isEmpty { blocks.append(Self.section(calls)) }
        if !rendered.footer.isEmpty {
            let footer = Self.cut(rendered.footer.joined(separator: "\n"), Self.sectionLimit)
            blocks.append([
                "type": "context",
                "elements": [["type": "mrkdwn", "text": .string(footer)]],
            ])
        }
        if let link = message.link {
            blocks.append([
                "type": "actions",
                "elements": [
                    [
                        "type": "button", "text": Self.plain(rendered.action, limit: 75),
                        "url": .string(link),
                    ]
                ],
            ])
        }
        let text = [Markup.slack.escapeTitle(title), calls].filter { !$0.isEmpty }
        return [
            "text": .string(text.joined(separator: " ")),
            "blocks": .array(blocks),
        ]
    }

    /// Rows in as few sections as hold them.
    private static func sections(_ rows: [String]) -> [JSONValue] {
        var texts: [String] = []
        for row in rows where !row.isEmpty {
            let row = cut(row, sectionLimit)
            if let last = texts.last, last.utf16.count + 1 + row.utf16.count <= sectionLimit {
                texts[texts.count - 1] = last + "\n" + row
            } else {
                texts.append(row)
            }
        }
        return texts.map(section)
    }

    private static func section(_ text: String) -> JSONValue {
        ["type": "section", "text": ["type": "mrkdwn", "text": .string(text)]]
    }

    private static func plain(_ text: String, limit: Int) -> JSONValue {
        ["type": "plain_text", "text": .string(cut(text, limit)), "emoji": true]
    }

    /// At most so many UTF-16 units, which is what Slack counts.
    private static func cut(_ text: String, _ limit: Int) -> String {
        guard text.utf16.count > limit else { return text }
        var kept = String.UnicodeScalarView()
        var count = 1
        for scalar in text.unicodeScalars {
            count += UTF16.width(scalar)
            guard count <= limit else { break }
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    private func calls(_ message: ChatMessage) -> String {
        if message.mentionsAll { return "<!channel>" }
        return message.mentions.map { mention in
            let handle = mention.handle
            let isID =
                handle.utf8.count >= 3
                && handle.utf8.allSatisfy { isDigit($0) || (0x41...0x5A).contains($0) }
            switch handle.first {
            case "U" where isID, "W" where isID: return "<@\(handle)>"
            case "S" where isID: return "<!subteam^\(handle)>"
            default:
                if ["here", "channel", "everyone"].contains(handle) { return "<!\(handle)>" }
                return Markup.slack.escape("@\(mention.name)")
            }
        }.joined(separator: " ")
    }
}

extension Severity {
    /// Headers have no colours: this stands for one.
    fileprivate var mark: String {
        switch self {
        case .alarm: "🔴"
        case .caution: "🟠"
        case .good: "🟢"
        case .calm: "🔵"
        }
    }
}
