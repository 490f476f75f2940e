/// How a channel marks up text; each has its own rules of escaping.
public enum Markup: String, Sendable, Hashable, CaseIterable {
    /// None: what is written is what is shown.
    case plain
    /// DingTalk's Markdown.
    case dingTalk
    /// WeCom's Markdown.
    case weCom
    /// `lark_md` of Feishu and Lark cards.
    case lark
    /// Slack's mrkdwn.
    case slack
    /// Text blocks of adaptive cards.
    case adaptiveCard
    /// Mattermost's Markdown.
    case mattermost
}
