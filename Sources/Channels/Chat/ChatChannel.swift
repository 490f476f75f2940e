import BusinessTime
import Foundation
public import Logging
public import Notifications
import ServiceLevels
import Support
public import Transport

/// Posts messages to a chat room, as its vendor wants them written and signed.
public struct ChatChannel: Channel {
    /// Puts a message into words in some markup.
    public typealias Render = @Sendable (AlertMessage, Markup) -> RenderedMessage
    /// Finds how the room's chat knows those a message is for.
    public typealias FindMentions = @Sendable ([AlertMessage.Recipient]) -> [Mention]

    private let name: String
    private let settings: ChatSettings
    private let format: any ChatFormat
    private let transport: any HTTPTransport
    private let render: Render
    private let findMentions: FindMentions
    private let logger: Logger
    private let pacer: MinimumSpacing

    /// Makes a channel.
    ///
    /// - Parameters:
    ///   - name: what the configuration calls it.
    ///   - settings: where it leads and how.
    ///   - transport: what sends requests.
    ///   - logger: where a message that had to be shortened is told of; its own where nil.
    ///   - render: puts messages into words.
    ///   - mentions: finds how the chat knows those a message is for.
    public init(
        name: String,
        settings: ChatSettings,
        transport: any HTTPTransport,
        logger: Logger? = nil,
        render: @escaping Render,
        mentions: @escaping FindMentions
    ) {
        self.name = name
        self.settings = settings
        self.transport = transport
        self.logger = logger ?? Logger(label: "channel.\(name)")
        self.render = render
        findMentions = mentions
        format = settings.vendor.format(secret: settings.secret)
        pacer = MinimumSpacing(spacing: format.spacing)
    }

    /// One at a time: a room reads from top to bottom.
    public var parallel: Int { 1 }

    /// The host it posts to.
    public var target: String { HTTPAddress.host(of: settings.url) ?? "an unreadable address" }

    /// What the configuration says, else what the vendor allows.
    public var rateLimit: RateLimit? { settings.rateLimit ?? format.rateLimit }

    /// All in the room.
    public var audience: Audience { .room }

    /// Posts a message, written and signed anew for this attempt.
    public func send(
        _ outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        guard let message = AlertMessage(body: outgoing.body) else {
            return report(.unreadable)
        }
        post(Attempt(outgoing, compose(message)), of: outgoing, report: report)
    }

    /// One way of posting a message: the form that was asked for before.
    private struct Attempt {
        var message: ChatMessage
        var signedAt: Instant
        var isShorter = false
        var isMinimal = false
        var isSignedAgain = false

        init(_ outgoing: OutgoingMessage, _ message: ChatMessage) {
            self.message = message
            signedAt = outgoing.now
            for adjustment in outgoing.adjustments {
                switch adjustment {
                case .shorter: isShorter = true
                case .minimal: isMinimal = true
                case .signed(let time): (signedAt, isSignedAgain) = (time, true)
                }
            }
            if isMinimal { self.message.rendered = message.rendered.minimal }
        }
    }

    private func compose(_ message: AlertMessage) -> ChatMessage {
        let kind = AlertKind(rawValue: message.data.kind) ?? .notice
        var mentions: [Mention] = []
        if settings.mention != .none {
            for mention in findMentions(message.data.recipients) where !mentions.contains(mention) {
                mentions.append(mention)
            }
        }
        let isGrave = kind == .breach || kind == .escalation
        let everybody = mentions.contains { ["all", "@all"].contains($0.handle) }
        let mentionsAll =
            settings.vendor.canMentionAll && (everybody || settings.mention == .all && isGrave)
        mentions = Array(mentions.prefix(ChatMessage.mentionLimit))
        let markup = format.markup(of: kind, mentions: mentions, mentionsAll: mentionsAll)
        var rendered = render(message, markup)
        rendered.title = rendered.title.onOneLine
        if let keyword = settings.keyword, !rendered.title.contains(keyword) {
            rendered.title = Self.inserting(keyword, into: rendered.title)
        }
        return ChatMessage(rendered: rendered, mentions: mentions, mentionsAll: mentionsAll)
    }

    /// After the prefix, so that it is there in whatever is left of a title cut short.
    private static func inserting(_ keyword: String, into title: String) -> String {
        guard title.hasPrefix(MessageRenderer.prefix) else { return "\(keyword) \(title)" }
        return
            "\(MessageRenderer.prefix) \(keyword)\(title.dropFirst(MessageRenderer.prefix.count))"
    }

    private func post(
        _ attempt: Attempt,
        of outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        let limit = format.budget(of: attempt.message) / (attempt.isShorter ? 2 : 1)
        let message = MessageTruncation.fit(attempt.message) { message in
            format.body(of: message, now: attempt.signedAt).bytes.count <= limit
        }
        if message.rendered != attempt.message.rendered {
            log("message shortened to what \(settings.vendor.name) takes", outgoing)
        }
        let request = settings.connection.request(
            url: format.url(settings.url, now: attempt.signedAt),
            body: format.body(of: message, now: attempt.signedAt).bytes
        )
        pacer.run { [self] in
            transport.send(request) { result in
                switch result {
                case .failure(let failure): report(WebhookOutcome.classify(failure))
                case .success(let response):
                    settle(attempt, VendorAnswer(response), of: outgoing, report: report)
                }
            }
        }
    }

    /// Says what became of an attempt, and which other form may help.
    private func settle(
        _ attempt: Attempt,
        _ answer: VendorAnswer,
        of outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        let outcome: DeliveryOutcome =
            switch format.reply(from: answer, now: attempt.signedAt) {
            case .outcome(let outcome): outcome
            case .tooLong(let reason):
                attempt.isShorter
                    ? .permanent(reason: reason) : .adjust(.shorter, reason: reason)
            case .objectionable(let reason):
                attempt.isMinimal
                    ? .permanent(reason: reason) : .adjust(.minimal, reason: reason)
            case .badSignature(let reason):
                badSignature(reason, attempt, answer, now: outgoing.now)
            }
        if outcome == .delivered, answer.lowercased.contains("warning") {
            log(
                "\(settings.vendor.name) took a message with a warning: \(answer.message)",
                outgoing
            )
        }
        report(outcome.withoutSecrets(of: settings))
    }

    private func badSignature(
        _ reason: String,
        _ attempt: Attempt,
        _ answer: VendorAnswer,
        now: Instant
    ) -> DeliveryOutcome {
        let outcome = Self.clockOutcome(reason, answer, now: now)
        // With the vendor's own time the message can go out though this clock is wrong.
        guard !attempt.isSignedAgain, settings.secret != nil,
            case .retry(let reason, _) = outcome, let time = answer.serverTime(now: now)
        else { return outcome }
        return .adjust(.signed(at: time), reason: reason)
    }

    /// What a refused signature comes to: a wrong clock is fixed some time, a wrong secret is not.
    private static func clockOutcome(
        _ reason: String,
        _ answer: VendorAnswer,
        now: Instant
    ) -> DeliveryOutcome {
        guard let skew = answer.clockSkew(now: now) else {
            return .disable(reason: "\(reason) (check the secret, and this machine's clock)")
        }
        if skew.magnitude < .minutes(30) {
            return .disable(reason: "\(reason) (check the secret; the clock is right)")
        }
        let direction = skew > .zero ? "ahead of" : "behind"
        return .retry(
            reason: "\(reason) (this machine's clock is \(skew.magnitude.seconds) s \(direction) "
                + "the server's)",
            after: .minutes(10)
        )
    }

    private func log(_ message: String, _ outgoing: OutgoingMessage) {
        logger.warning(
            "channel \(name): \(message)",
            metadata: ["SLA_CHANNEL": "\(name)", "SLA_DELIVERY": "\(outgoing.id)"]
        )
    }
}

extension TimeSpan {
    /// Its length, whichever way it goes.
    fileprivate var magnitude: TimeSpan { self < .zero ? -self : self }
}

extension RenderedMessage {
    /// What is left if a vendor objects to something in it: that there is something, and what.
    ///
    /// The title's first words are ours and the ticket's id; customers' words come after them.
    fileprivate var minimal: RenderedMessage {
        var minimal = self
        let words = title.split(separator: " ")
        let own = words.prefix { !$0.contains(where: \.isNumber) }.prefix(4)
        let id = words.dropFirst(own.count).prefix(own.count < 4 ? 1 : 0)
        minimal.title = (own + id).joined(separator: " ")
        minimal.rows = [
            language == .chinese
                ? "内容被聊天平台拒收；详情请运行 slactl deliveries list"
                : "the chat refused the content; see 'slactl deliveries list'"
        ]
        minimal.footer = []
        minimal.url = nil
        return minimal
    }
}

extension DeliveryOutcome {
    /// The outcome without what a server may have repeated of the address.
    fileprivate func withoutSecrets(of settings: ChatSettings) -> DeliveryOutcome {
        let parts = settings.url.split { "/?&=".contains($0) }.map(String.init)
        let secrets = parts.filter { $0.utf8.count >= 8 && !$0.contains(".") }
        func clean(_ reason: String) -> String {
            (secrets + [settings.secret?.text].compactMap(\.self)).reduce(reason) {
                $0.replacing($1, with: "…")
            }
        }
        return switch self {
        case .delivered, .accepted: self
        case .retry(let reason, let after): .retry(reason: clean(reason), after: after)
        case .unknown(let reason): .unknown(reason: clean(reason))
        case .unreachable(let reason): .unreachable(reason: clean(reason))
        case .adjust(let form, let reason): .adjust(form, reason: clean(reason))
        case .permanent(let reason): .permanent(reason: clean(reason))
        case .disable(let reason): .disable(reason: clean(reason))
        }
    }
}
