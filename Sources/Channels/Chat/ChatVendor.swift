import Support
import Transport

/// The chats there is a format for; the raw value is the type in files.
public enum ChatVendor: String, Sendable, Hashable, CaseIterable {
    /// 钉钉.
    case dingtalk
    /// 企业微信.
    case wecom
    /// 飞书.
    case feishu
    /// Feishu outside of China.
    case lark
    /// Slack.
    case slack
    /// Microsoft Teams.
    case teams
    /// Mattermost.
    case mattermost

    /// What people call it.
    public var name: String {
        switch self {
        case .dingtalk: "DingTalk"
        case .wecom: "WeCom"
        case .feishu: "Feishu"
        case .lark: "Lark"
        case .slack: "Slack"
        case .teams: "Microsoft Teams"
        case .mattermost: "Mattermost"
        }
    }

    /// Whether its robots can ask for a signature.
    public var canSign: Bool { self == .dingtalk || self == .feishu || self == .lark }

    /// Whether a message can call all in the room.
    public var canMentionAll: Bool { self != .teams }

    /// What a secret looks like that signs nothing.
    public static let placeholderSecret = "SEC" + String(repeating: "0", count: 24)

    /// An address that leads nowhere.
    public var placeholderAddress: String {
        prefix.map { $0 + "placeholder" } ?? "https://placeholder.invalid/hooks/placeholder"
    }

    /// How messages are written for it.
    func format(secret: ChatSecret?) -> any ChatFormat {
        switch self {
        case .dingtalk: DingTalkFormat(secret: secret)
        case .wecom: WeComFormat()
        case .feishu, .lark: FeishuFormat(secret: secret)
        case .slack: SlackFormat()
        case .teams: TeamsFormat()
        case .mattermost: MattermostFormat()
        }
    }

    /// What stands before the token in every address; nil if each customer has a host.
    private var prefix: String? {
        switch self {
        case .dingtalk: "https://oapi.dingtalk.com/robot/send?access_token="
        case .wecom: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="
        case .feishu: "https://open.feishu.cn/open-apis/bot/v2/hook/"
        case .lark: "https://open.larksuite.com/open-apis/bot/v2/hook/"
        case .slack: "https://hooks.slack.com/services/"
        case .teams, .mattermost: nil
        }
    }

    /// Hosts that end so are the vendor's own; empty if each customer has one.
    private var hosts: [String] {
        switch self {
        case .dingtalk: [".dingtalk.com"]
        case .wecom: [".weixin.qq.com"]
        case .feishu: [".feishu.cn"]
        case .lark: [".larksuite.com"]
        case .slack: [".slack.com", ".slack-gov.com"]
        // Microsoft has moved these before and will again.
        case .teams: [".logic.azure.com", ".powerplatform.com", ".powerplatform.azure.us"]
        case .mattermost: []
        }
    }

    /// The address that a text means: a whole one, or a token or key alone, whichever was pasted.
    ///
    /// - Throws: `ChatAddressError`, which repeats nothing of the text.
    public func address(from text: String) throws(ChatAddressError) -> String {
        var text = text.trimmingBlanks
        guard !text.isEmpty else { throw .empty }
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 }) else { throw .blanks }
        guard text.contains("://") else {
            guard let prefix else { throw .wholeAddressNeeded(self) }
            if let equals = text.lastIndex(of: "="), prefix.hasSuffix("=") {
                text = String(text[text.index(after: equals)...])
            }
            while text.hasPrefix("/") { text.removeFirst() }
            let isToken = text.utf8.allSatisfy { byte in
                isDigit(byte) || "-_/".utf8.contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            }
            guard isToken, !text.isEmpty else { throw .noToken(self) }
            return prefix + text
        }
        guard let host = HTTPAddress.host(of: text) else { throw .noHost }
        if self == .teams, "webhook.office.com" == host || host.hasSuffix(".webhook.office.com") {
            throw .retiredConnector
        }
        if self == .dingtalk { text = Self.unsigned(text) }
        if isOwn(host), let name = queryName, !text.contains("\(name)=") { throw .noToken(self) }
        return text
    }

    /// What seems odd about an address; nil if nothing does.
    public func doubt(about url: String) -> String? {
        guard !hosts.isEmpty, !HTTPAddress.isLoopback(url), let host = HTTPAddress.host(of: url),
            !isOwn(host)
        else { return nil }
        return "\(host) is not a host that \(name) is known to use"
    }

    private func isOwn(_ host: String) -> Bool {
        hosts.contains { host.hasSuffix($0) || "." + host == $0 }
    }

    private var queryName: String? {
        switch self {
        case .dingtalk: "access_token"
        case .wecom: "key"
        default: nil
        }
    }

    /// Without the signature of a request that was copied with the address.
    private static func unsigned(_ url: String) -> String {
        guard let mark = url.firstIndex(of: "?") else { return url }
        let pairs = url[url.index(after: mark)...].split(separator: "&").filter {
            !$0.hasPrefix("timestamp=") && !$0.hasPrefix("sign=")
        }
        return url[..<mark] + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
    }
}

/// Why a text is no address of a room; nothing of the text is repeated.
public enum ChatAddressError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is nothing in it.
    case empty
    /// There are blanks or line ends within it.
    case blanks
    /// It has no host.
    case noHost
    /// There is no token in it.
    case noToken(ChatVendor)
    /// A token alone does not say which server.
    case wholeAddressNeeded(ChatVendor)
    /// It is of the connectors that Microsoft has switched off.
    case retiredConnector

    /// What is wrong.
    public var description: String {
        switch self {
        case .empty: "the address is empty"
        case .blanks: "the address has blanks or line ends in it; it must be one line"
        case .noHost: "the address has no host that can be read"
        case .noToken(let vendor):
            "there is no token in it; copy the whole address that \(vendor.name) shows"
        case .wholeAddressNeeded(let vendor):
            "\(vendor.name) needs the whole address, https:// and all"
        case .retiredConnector:
            "this is an Office 365 connector (webhook.office.com), which Microsoft has switched "
                + "off; make a flow 'Post to a channel when a webhook request is received' in "
                + "Teams' Workflows, and use its address"
        }
    }
}
