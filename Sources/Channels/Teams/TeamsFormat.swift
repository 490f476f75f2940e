import BusinessTime
import Notifications
import ServiceLevels
import Support

/// Microsoft Teams: a flow of Workflows (Power Automate) that posts an adaptive card.
struct TeamsFormat: ChatFormat {
    /// One in two seconds.
    var rateLimit: RateLimit { RateLimit(messages: 28, per: .minutes(1)) }

    var spacing: TimeSpan { .seconds(2) }

    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup {
        .adaptiveCard
    }

    /// 28 kB, but Teams writes the card anew before it counts, and that is longer.
    func budget(of message: ChatMessage) -> Int { 20_000 }

    func body(of message: ChatMessage, now: Instant) -> JSONValue {
        let rendered = message.rendered
        let calls = calls(message)
        var body: [JSONValue] = [
            [
                "type": "TextBlock",
                "text": .string(Markup.adaptiveCard.escapeTitle(rendered.title)),
                "wrap": true, "weight": "Bolder", "size": "Medium",
                "color": .string(message.severity.adaptiveCard),
            ]
        ]
        body += rendered.rows.map(Self.block)
        if !calls.isEmpty {
            body.append(Self.block(calls.map(\.text).joined(separator: " ")))
        }
        if !rendered.footer.isEmpty {
            body.append([
                "type": "TextBlock", "text": .string(Self.lines(rendered.footer)), "wrap": true,
                "isSubtle": true, "size": "Small",
            ])
        }
        var card: [JSONValue.Member] = [
            .init("$schema", "http://adaptivecards.io/schemas/adaptive-card.json"),
            .init("type", "AdaptiveCard"),
            // Later versions are accepted and then not shown.
            .init("version", "1.4"),
            .init("body", .array(body)),
        ]
        if let link = message.link {
            card.append(
                .init(
                    "actions",
                    [
                        [
                            "type": "Action.OpenUrl", "title": .string(rendered.action),
                            "url": .string(link),
                        ]
                    ]
                )
            )
        }
        card.append(
            .init("msteams", ["width": "full", "entities": .array(calls.compactMap(\.entity))])
        )
        return [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "contentUrl": .null,
                    "content": .object(card),
                ]
            ],
        ]
    }

    private static func block(_ text: String) -> JSONValue {
        let lines = text.split(separator: "\n").map(String.init)
        return ["type": "TextBlock", "text": .string(Self.lines(lines)), "wrap": true]
    }

    /// A single line break is shown as a blank.
    private static func lines(_ lines: [String]) -> String { lines.joined(separator: "\n\n") }

    /// Whom the card calls: what stands in the text, and the entity that makes it ring.
    ///
    /// A text belongs to one entity, so that namesakes are told apart by a number.
    private func calls(_ message: ChatMessage) -> [(text: String, entity: JSONValue?)] {
        var seen: [String: Int] = [:]
        return message.mentions.map { mention in
            var name = mention.name.filter { !"<>&\n".contains($0) }
            if name.isEmpty { name = "?" }
            let isID =
                mention.handle.contains("@") && !mention.handle.hasPrefix("@")
                || mention.handle.utf8.count == 36
            guard isID else { return (Markup.adaptiveCard.escape("@\(name)"), nil) }
            let count = seen[name, default: 0] + 1
            seen[name] = count
            let text = "<at>\(count == 1 ? name : "\(name) (\(count))")</at>"
            let entity: JSONValue = [
                "type": "mention", "text": .string(text),
                "mentioned": ["id": .string(mention.handle), "name": .string(name)],
            ]
            return (text, entity)
        }
    }
}

extension Severity {
    /// The colour of the title.
    fileprivate var adaptiveCard: String {
        switch self {
        case .alarm: "Attention"
        case .caution: "Warning"
        case .good: "Good"
        case .calm: "Accent"
        }
    }
}
