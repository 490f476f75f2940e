import BusinessTime
import Foundation
import Logging
import ServiceLevels

@testable import Channels
@testable import Notifications
@testable import Support
@testable import Transport

/// Messages for rooms, and channels into them, as tests want them.
enum ChatSamples {
    /// 2026-03-09 10:00:00.500 in Shanghai.
    static let now = MessageSamples.start + .milliseconds(500)

    /// The kinds that a room hears of.
    static let kinds: [AlertKind] = [
        .nudge, .warning, .breach, .escalation, .digest, .resolved, .drill,
    ]

    /// What is in the ticket's title.
    enum Words: String, CaseIterable {
        case ascii, chinese, emoji, rightToLeft = "right-to-left", oversize

        var title: String {
            switch self {
            case .ascii: "Cannot log in <script>*bold*_ & @channel [x](http://evil.example)"
            case .chinese, .oversize: "无法登录，请尽快处理“支付失败”问题"
            case .emoji: "👨‍👩‍👧‍👦 🚨 登录失败 🇨🇳 é"
            case .rightToLeft: "تعذر تسجيل الدخول שלום \u{202E}gnirts"
            }
        }
    }

    static func message(_ kind: AlertKind, _ words: Words = .chinese) -> AlertMessage {
        let language: Language = words == .ascii ? .english : .chinese
        let title = words.title.onOneLine
        let count = words == .oversize ? 300 : 3
        let url = "https://crm.example.com/tickets/20260309001?tab=sla&x=(1)"
        let alerts = (1...(words == .oversize ? 300 : 1)).map { index in
            AlertMessage.AlertContent(
                kind: kind.rawValue,
                clock: "first_response",
                name: language == .chinese ? "首次响应" : "First response",
                subject: words == .oversize ? "技术支持部第 \(index) 组" : nil,
                rule: "S0-4a",
                step: "owner",
                occurrence: 1,
                at: "2026-03-09T10:15:00+08:00",
                started: "2026-03-09T09:00:00+08:00",
                due: "2026-03-09T10:15:00+08:00",
                lateSeconds: -900,
                covers: [],
                missed: 0,
                explanation: nil
            )
        }
        let members = (1...count).map { index in
            AlertMessage.Member(
                id: "slaw_\(index)",
                ticket: "20260309\(index)",
                url: nil,
                priority: "P1",
                owner: "李明",
                kind: "breach",
                name: title,
                rule: "S0-4a",
                due: "2026-03-09T10:15:00+08:00"
            )
        }
        return AlertMessage(
            type: AlertMessage.type(of: kind),
            timestamp: "2026-03-09T10:00:00+08:00",
            data: .init(
                schema: 1,
                id: "slaw_0123456789abcdef",
                kind: kind.rawValue,
                text: language.rawValue,
                recipients: [.init(role: "owner", id: "li", person: "李明")],
                ticket: kind == .digest
                    ? nil
                    : .init(
                        id: "20260309001",
                        url: url,
                        attributes: ["priority": "P1", "title": title, "owner": "李明"]
                    ),
                alerts: kind == .digest ? [] : alerts,
                summary: nil,
                digest: kind == .digest
                    ? .init(reason: "allowance", count: count, members: members) : nil
            )
        )
    }

    static func outgoing(_ message: AlertMessage, now: Instant = now) throws -> OutgoingMessage {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return OutgoingMessage(
            seq: 1,
            id: message.data.id,
            body: Array(try encoder.encode(message)),
            now: now
        )
    }

    /// Whom the samples call, as each chat knows them.
    static func mentions(_ vendor: ChatVendor) -> [Mention] {
        switch vendor {
        case .dingtalk, .wecom:
            [
                Mention(handle: "13800000000", name: "李明"),
                Mention(handle: "wang.fang", name: "王芳"),
            ]
        case .feishu, .lark: [Mention(handle: "ou_84aad35d084aa403a838cf73ee18467", name: "李明")]
        case .slack:
            [
                Mention(handle: "U012AB3CD", name: "Li"),
                Mention(handle: "SAZ94GDB8", name: "second line"),
            ]
        case .teams: [Mention(handle: "li.ming@example.com", name: "李明")]
        case .mattermost: [Mention(handle: "li.ming", name: "李明")]
        }
    }

    /// An address of the vendor's form on some server.
    static func address(_ vendor: ChatVendor, server: String = "https://127.0.0.1:8799") -> String {
        switch vendor {
        case .dingtalk: server + "/robot/send?access_token=TOKEN-of-the-test-1"
        case .wecom: server + "/cgi-bin/webhook/send?key=TOKEN-of-the-test-1"
        case .feishu, .lark: server + "/open-apis/bot/v2/hook/TOKEN-of-the-test-1"
        case .slack: server + "/services/T000/B000/TOKEN-of-the-test-1"
        case .teams: server + "/workflows/1/triggers/manual/paths/invoke?sig=TOKEN-of-the-test-1"
        case .mattermost: server + "/hooks/TOKEN-of-the-test-1"
        }
    }

    static func renderer(_ language: Language) -> MessageRenderer {
        MessageRenderer(templates: .embedded, language: language, zone: .utc)
    }

    static func channel(
        _ vendor: ChatVendor,
        transport: any HTTPTransport,
        server: String = "https://127.0.0.1:8799",
        secret: String? = nil,
        keyword: String? = nil,
        mention: MentionRule = .persons,
        mentions: [Mention]? = nil
    ) -> ChatChannel {
        let called = mentions ?? Self.mentions(vendor)
        return ChatChannel(
            name: "room",
            settings: ChatSettings(
                vendor: vendor,
                url: address(vendor, server: server),
                secret: secret.flatMap(ChatSecret.init),
                keyword: keyword,
                mention: mention
            ),
            transport: transport,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            render: {
                renderer(Language(rawValue: $0.data.text) ?? .chinese).render($0, as: $1)
            },
            mentions: { _ in called }
        )
    }
}

/// Answers as told, and keeps what was sent.
final class ScriptedTransport: HTTPTransport {
    private let sent = Shared<[HTTPRequest]>([])
    private let answers: Shared<[Result<HTTPResponse, TransportFailure>]>

    init(_ answers: [Result<HTTPResponse, TransportFailure>] = []) {
        self.answers = Shared(answers)
    }

    convenience init(_ responses: HTTPResponse...) {
        self.init(responses.map { .success($0) })
    }

    var requests: [HTTPRequest] { sent.value }

    func send(
        _ request: HTTPRequest,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportFailure>) -> Void
    ) {
        sent.change { $0.append(request) }
        let answer = answers.change { $0.count > 1 ? $0.removeFirst() : $0.first }
        completion(answer ?? .success(HTTPResponse(status: 200)))
    }

    func cancelAll() {}
    func shutdown() {}
}

extension HTTPResponse {
    /// An answer with a body.
    init(_ status: Int, _ body: String, headers: [String: String] = [:]) {
        self.init(status: status, headers: headers, body: Array(body.utf8))
    }
}

extension ChatChannel {
    /// Sends a message and waits for what becomes of it.
    func send(_ outgoing: OutgoingMessage) async -> DeliveryOutcome {
        await withCheckedContinuation { continuation in
            send(outgoing) { continuation.resume(returning: $0) }
        }
    }
}
